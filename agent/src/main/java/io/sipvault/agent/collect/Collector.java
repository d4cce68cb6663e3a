package io.sipvault.agent.collect;

/**
 * Something that observes on a thread of its own: an interface, a listener, log files. It hands on what is to be kept to a
 * {@link PacketSink} or a {@link RecordSink} and keeps nothing itself; the spool, chunks, losses and the way to the archive are the agent's. One that
 * ends before it was stopped, or throws, ends the agent, so that whoever watches it starts it again.
 */
public interface Collector extends Runnable {
    /** What it observes, for the name of its thread and for messages. */
    String name();

    /** Observes until {@link #stop}. */
    @Override
    void run();

    /** Ends {@link #run} soon, from another thread. */
    void stop();
}
