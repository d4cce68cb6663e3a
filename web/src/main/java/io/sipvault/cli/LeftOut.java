package io.sipvault.cli;

import io.sipvault.indexer.search.PartitionedIndex;
import io.sipvault.jobs.registry.ExpiryRegistry;
import java.io.PrintWriter;
import org.springframework.context.ApplicationContext;

/** Says that something was not indexed since its day is expired. */
final class LeftOut {
    private LeftOut() {}

    static void say(ApplicationContext context, PrintWriter to) {
        long documents = context.getBean(PartitionedIndex.class).leftOut();
        if (documents > 0) {
            context.getBean(ExpiryRegistry.class).cutoff().ifPresent(cutoff -> to.println(documents
                    + " documents were left out: the index has no days before " + cutoff.day() + " by policy "
                    + cutoff.policy()));
        }
    }
}
