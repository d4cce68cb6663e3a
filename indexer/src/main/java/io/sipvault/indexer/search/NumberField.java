package io.sipvault.indexer.search;

/** The parts of a field of numbers. */
final class NumberField {
    /** Appended to a field's name: reversed digits of numbers whose country is unknown. */
    static final String OPEN = "_o";

    private NumberField() {}
}
