/** The traffic generator as a program: writes captures of any size for whole-run comparisons. */
@NullMarked
package io.sipvault.benchmarks.traffic;

import org.jspecify.annotations.NullMarked;
