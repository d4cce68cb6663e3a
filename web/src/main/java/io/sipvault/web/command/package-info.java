/**
 * Commands for agents, by whatever way they can be reached: at an address that they listen at, or over the connection by which
 * an agent behind NAT asks for them. What a command says is the agent's matter; nothing here knows of HTTP resources.
 */
@NullMarked
package io.sipvault.web.command;

import org.jspecify.annotations.NullMarked;
