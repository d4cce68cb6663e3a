/**
 * The Homer Encapsulation Protocol, versions 1 to 3: proxies and PBXs send what they saw, with its endpoints and time, to a
 * collector. The decoder reads bytes, wherever they came from: UDP payloads and TCP streams of a capture, or a socket. What
 * cannot be read is an error as a value; nothing is allocated by a length that was only promised.
 */
@NullMarked
package io.sipvault.ingest.hep;

import org.jspecify.annotations.NullMarked;
