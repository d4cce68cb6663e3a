/**
 * The command line. Commands that only read open the index and the store themselves and answer within a second; commands
 * that write start the application.
 */
@NullMarked
package io.sipvault.cli;

import org.jspecify.annotations.NullMarked;
