/** The portal's page of agents: who captures, how each does, and what an administrator changes about them. */
@NullMarked
package io.sipvault.web.center;

import org.jspecify.annotations.NullMarked;
