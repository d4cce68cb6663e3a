package io.sipvault.agent.command;

/** Where events go. It never blocks. Safe for use by many threads. */
@FunctionalInterface
interface EventSink {
    /** A message counts for a scope. */
    void event(ActiveScope scope, SeenMessage message);
}
