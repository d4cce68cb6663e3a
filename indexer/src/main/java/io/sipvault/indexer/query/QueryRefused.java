package io.sipvault.indexer.query;

/** Carries a problem from the depth of the parser to its face; never leaves the package. */
final class QueryRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient QueryProblem problem;

    QueryRefused(int position, int length, String message) {
        super(message, null, false, false);
        problem = new QueryProblem(position, length, message);
    }

    QueryProblem problem() {
        return problem;
    }
}
