/**
 * Reports to the command center, if there is one: which chunks were just stored, so that they are found without waiting for the
 * listing, how the agent does, and by how much its clock differs. Nothing of the agent's work waits for the center.
 */
@NullMarked
package io.sipvault.agent.center;

import org.jspecify.annotations.NullMarked;
