/** What happened in a call as a document to read: one content, as Markdown, plain text or HTML. */
@NullMarked
package io.sipvault.web.report;

import org.jspecify.annotations.NullMarked;
