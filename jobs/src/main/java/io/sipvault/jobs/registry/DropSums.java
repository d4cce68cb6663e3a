package io.sipvault.jobs.registry;

/** Packets that the manifests of an agent say were dropped, in all. */
public record DropSums(long byKernel, long byAgent) {
    public static final DropSums NONE = new DropSums(0, 0);
}
