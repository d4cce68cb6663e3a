/**
 * What was wrong with a call, what proves it and what to do next. One class per rule; a rule that lacks its evidence
 * says so instead of staying silent, so that nothing counts as fine where nothing was seen. Limits are constants with
 * their source. Results are ordered by severity and do not depend on the order of the input.
 */
@NullMarked
package io.sipvault.indexer.diagnosis;

import org.jspecify.annotations.NullMarked;
