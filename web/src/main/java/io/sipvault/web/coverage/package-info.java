/**
 * What agents saw of a time, and what not: computed from the manifests that stand in the registry of chunks and from what each
 * agent said last. Nothing counts as seen because nobody says otherwise: a time of which no manifest and no report speaks is
 * in no span.
 */
@NullMarked
package io.sipvault.web.coverage;

import org.jspecify.annotations.NullMarked;
