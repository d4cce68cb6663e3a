/** The hot paths under JMH, over generated traffic. Figures are per message, packet or whole capture, as each one says. */
@NullMarked
package io.sipvault.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
