/** The page of RTP streams, the worst quality first. */
@NullMarked
package io.sipvault.web.stream;

import org.jspecify.annotations.NullMarked;
