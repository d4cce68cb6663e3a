/**
 * What is shown of dialogs, streams and log lines, in the shapes of the REST interface: records that become JSON with names
 * in snake case. They are stored in the index beside what is searched.
 */
@NullMarked
package io.sipvault.indexer.view;

import org.jspecify.annotations.NullMarked;
