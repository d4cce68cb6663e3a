/**
 * What the pages share: the frame around them, addresses, and how times, figures and states are written for people. Text of
 * strangers is only ever text here; templates print it escaped.
 */
@NullMarked
package io.sipvault.web.page;

import org.jspecify.annotations.NullMarked;
