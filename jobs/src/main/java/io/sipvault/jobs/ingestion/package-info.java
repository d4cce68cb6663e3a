/**
 * The index job: claims chunks, decodes them into fragment files, folds those into the index. An item of the job is a chunk,
 * never a packet. One Spring Batch run works on many chunks and is never restarted: what a dead run left is claimed by the
 * next.
 */
@NullMarked
package io.sipvault.jobs.ingestion;

import org.jspecify.annotations.NullMarked;
