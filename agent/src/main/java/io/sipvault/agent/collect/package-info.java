/** What collectors of all kinds have in common: how they are run, and where what they see goes. */
@NullMarked
package io.sipvault.agent.collect;

import org.jspecify.annotations.NullMarked;
