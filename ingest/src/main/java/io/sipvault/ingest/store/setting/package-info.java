/**
 * Which object store an installation uses, and how long it keeps what: what was set by an option, the environment or the file
 * {@code sipvault.properties} in the data directory, in this order. Every command reads it here. No secret is ever printed.
 */
@NullMarked
package io.sipvault.ingest.store.setting;

import org.jspecify.annotations.NullMarked;
