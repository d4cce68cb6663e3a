/** Agents over HTTP: registering them, and what they report. */
@NullMarked
package io.sipvault.web.api.agent;

import org.jspecify.annotations.NullMarked;
