/**
 * Scoped captures: for a time, signalling that criteria match is told as events, and the media of its calls is kept whole
 * whatever else the agent keeps. {@link io.sipvault.agent.command.Scopes} runs them,
 * {@link io.sipvault.agent.command.CommandServer} takes the commands over HTTP.
 */
@NullMarked
package io.sipvault.agent.command;

import org.jspecify.annotations.NullMarked;
