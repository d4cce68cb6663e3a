/**
 * Makes chunks of full spool files: sorts media by flow, compresses, hashes, chains and signs. What is ready lies in the outbox
 * until it is uploaded.
 */
@NullMarked
package io.sipvault.agent.roll;

import org.jspecify.annotations.NullMarked;
