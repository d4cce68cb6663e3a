/** Certificates and keys of the agent's listeners and connections. */
@NullMarked
package io.sipvault.agent.tls;

import org.jspecify.annotations.NullMarked;
