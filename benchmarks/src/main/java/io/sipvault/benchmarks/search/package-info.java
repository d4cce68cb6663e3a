/**
 * What the search benchmark needs of generated captures: their SIP messages as rows of a database as Homer 7 lays them out,
 * and keys that are searched for.
 */
@NullMarked
package io.sipvault.benchmarks.search;

import org.jspecify.annotations.NullMarked;
