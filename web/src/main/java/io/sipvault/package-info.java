/** The application's base package. */
@NullMarked
package io.sipvault;

import org.jspecify.annotations.NullMarked;
