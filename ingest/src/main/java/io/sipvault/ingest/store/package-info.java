/**
 * Where chunks, manifests and fragment files live: a small interface over object storage that a local directory and any
 * S3 server can both keep. Its promises are written down as a contract test that every implementation passes.
 */
@NullMarked
package io.sipvault.ingest.store;

import org.jspecify.annotations.NullMarked;
