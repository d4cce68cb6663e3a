/**
 * HEP at the agent: listeners over UDP, TCP and TLS for what proxies and PBXs report, and forwarding to another collector.
 * What is received becomes packets of the spool as if it had been captured on its way, so that everything after the spool knows
 * nothing of this package. Senders are strangers: all that is remembered of them is bounded, what is refused is counted.
 */
@NullMarked
package io.sipvault.agent.hep;

import org.jspecify.annotations.NullMarked;
