/** What strangers wrote, made fit to be shown: on pages, in ladders and reports, in a terminal. */
@NullMarked
package io.sipvault.web.text;

import org.jspecify.annotations.NullMarked;
