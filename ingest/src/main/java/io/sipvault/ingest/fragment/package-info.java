/**
 * The fragment file: everything that later steps need of a chunk once it was decoded, in entries sorted by key. It is
 * deterministic: the same chunk decoded by the same version gives the same bytes.
 */
@NullMarked
package io.sipvault.ingest.fragment;

import org.jspecify.annotations.NullMarked;
