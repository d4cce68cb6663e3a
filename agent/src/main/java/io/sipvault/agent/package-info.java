/**
 * The process that runs beside a SIP proxy, PBX or media relay: captures, spools, packs and uploads. It needs no web framework
 * and little memory.
 */
@NullMarked
package io.sipvault.agent;

import org.jspecify.annotations.NullMarked;
