/**
 * {@code /openapi.json}, OpenAPI 3.1: made from the mappings of all resources and the records that they take and give, when it
 * is first asked for.
 */
@NullMarked
package io.sipvault.web.openapi;

import org.jspecify.annotations.NullMarked;
