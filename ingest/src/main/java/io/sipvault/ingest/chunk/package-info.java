/**
 * The model of the archive: chunks, their manifests, and the chain that proves them. A chunk exists when its manifest
 * exists; the data object is written first. Manifests are create-only, signed with Ed25519 (RFC 8032), and each names the
 * hash of the one before it.
 */
@NullMarked
package io.sipvault.ingest.chunk;

import org.jspecify.annotations.NullMarked;
