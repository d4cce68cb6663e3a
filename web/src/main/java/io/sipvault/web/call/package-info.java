/** The page of a call: verdict, ladder, streams, messages, log lines, and what to take along. */
@NullMarked
package io.sipvault.web.call;

import org.jspecify.annotations.NullMarked;
