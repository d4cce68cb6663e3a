package io.sipvault.web.jobs;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.store.setting.RetentionPolicy;
import io.sipvault.ingest.store.setting.RetentionSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy of retention, in words.
 *
 * @param what
 *            what goes by it
 * @param age
 *            after how long
 * @param name
 *            as it stands where something is missing because of it
 */
record PolicyLine(String what, String age, String name) {
    static List<PolicyLine> of(RetentionSettings settings) {
        List<PolicyLine> lines = new ArrayList<>();
        for (ChunkKind kind : ChunkKind.values()) {
            RetentionPolicy policy = settings.chunks().get(kind);
            if (policy != null) {
                lines.add(line(RetentionView.kind(kind.word()), policy));
            }
        }
        RetentionPolicy index = settings.index();
        if (index != null) {
            lines.add(line("Calls, streams and log lines in the index", index));
        }
        return lines;
    }

    private static PolicyLine line(String what, RetentionPolicy policy) {
        return new PolicyLine(what, Ages.words(policy.age()), policy.name());
    }
}
