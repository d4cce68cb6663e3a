/**
 * Agents as the command center knows them: who they are, how they prove themselves, what they said of themselves last. What
 * the center presents to an agent is kept encrypted, what an agent presents to the center as a hash. Nothing here knows of HTTP.
 */
@NullMarked
package io.sipvault.web.agent;

import org.jspecify.annotations.NullMarked;
