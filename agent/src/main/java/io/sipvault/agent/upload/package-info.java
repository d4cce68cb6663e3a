/**
 * Sends chunks from the outbox to the archive, and keeps trying while the store is away.
 */
@NullMarked
package io.sipvault.agent.upload;

import org.jspecify.annotations.NullMarked;
