/**
 * The server: REST under {@code /v1} and {@code /api}, and the portal. What it serves lies in packages below, by what the
 * caller looks at; what they share lies in {@code evidence}.
 */
@NullMarked
package io.sipvault.web;

import org.jspecify.annotations.NullMarked;
