/**
 * The settings of an agent.
 */
@NullMarked
package io.sipvault.agent.config;

import org.jspecify.annotations.NullMarked;
