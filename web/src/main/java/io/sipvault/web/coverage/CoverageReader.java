package io.sipvault.web.coverage;

import io.sipvault.ingest.chunk.ChunkKind;
import io.sipvault.ingest.chunk.ChunkManifest.Gap;
import io.sipvault.jobs.registry.CaptureTrack;
import io.sipvault.jobs.registry.CapturedChunk;
import io.sipvault.jobs.registry.CoverageRegistry;
import io.sipvault.jobs.registry.ToldDrops;
import io.sipvault.web.agent.AgentReports.Report;
import io.sipvault.web.agent.AgentStatus;
import io.sipvault.web.agent.Fleet;
import io.sipvault.web.agent.Fleet.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Reads what agents saw of a time. */
@Component
public final class CoverageReader {
    /** The kernel is asked each second how much it dropped. */
    private static final Duration NOTED_LATE = Duration.ofSeconds(1);

    private final Fleet fleet;
    private final CoverageRegistry registry;

    CoverageReader(Fleet fleet, CoverageRegistry registry) {
        this.fleet = fleet;
        this.registry = registry;
    }

    /**
     * What agents saw between two times.
     *
     * @param wanted
     *            by name
     * @return by name, those that never stored a chunk left out
     */
    public List<Coverage> read(Instant from, Instant to, Predicate<String> wanted) {
        return fleet.members().stream().filter(member -> wanted.test(member.name()) && !member.last().isEmpty())
                .map(member -> coverage(member, from, to)).toList();
    }

    /** The latest time of which an agent has something to say, by its last packet in the archive and its last report. */
    public Optional<Instant> latest(Predicate<String> wanted) {
        return fleet.members().stream().filter(member -> wanted.test(member.name()) && !member.last().isEmpty())
                .flatMap(CoverageReader::times).max(Comparator.naturalOrder());
    }

    private static Stream<Instant> times(Member member) {
        return Stream.concat(member.last().values().stream().map(CapturedChunk::latest).filter(Objects::nonNull),
                Stream.ofNullable(member.report()).map(CoverageReader::reportedAt));
    }

    private Coverage coverage(Member member, Instant from, Instant to) {
        List<Coverage.Track> tracks = new ArrayList<>();
        member.last().forEach((kind, newest) -> tracks.add(track(member, kind, newest, from, to)));
        return new Coverage(member.name(), member.agent() != null, tracks, drops(member, from, to));
    }

    private Coverage.Track track(Member member, ChunkKind kind, CapturedChunk newest, Instant from, Instant to) {
        CaptureTrack track = new CaptureTrack(member.name(), kind);
        SpanLine line = new SpanLine(from, to);
        registry.chunks(track, from, to, line::add);
        List<Gap> gaps = new ArrayList<>(registry.gaps(track, from, to));
        Report report = member.report();
        AgentStatus.Kind said = report == null ? null : report.status().of(kind);
        if (report != null && said != null && line.lastSequence() == newest.sequence()) {
            boolean more = hasMore(said, newest);
            // what was on its way through the kernel when it reported is in no count yet
            line.tail(more ? reportedAt(report) : reportedAt(report).minus(NOTED_LATE),
                    more ? CoverageState.PENDING : CoverageState.CAPTURED);
            gaps.addAll(said.gaps());
        }
        return new Coverage.Track(kind, line.spans(gaps), line.isComplete());
    }

    /** By the agent's clock, as all times of its packets are. */
    private static Instant reportedAt(Report report) {
        Instant sent = report.status().sentAt();
        return sent == null ? report.receivedAt() : sent;
    }

    private static boolean hasMore(AgentStatus.Kind said, CapturedChunk newest) {
        Integer stored = said.lastSequence();
        return said.waitingBytes() > 0 || said.waitingChunks() > 0 || stored != null && stored > newest.sequence();
    }

    private List<Drops> drops(Member member, Instant from, Instant to) {
        Stream<Drops> told = registry.drops(member.name(), from, to).stream().flatMap(drops -> told(drops, from));
        return Stream.concat(told, untold(member)).filter(drops -> drops.packets() > 0 && drops.touches(from, to))
                .sorted(Comparator.comparing(Drops::from).thenComparing(Drops::to)).toList();
    }

    /**
     * Packets that were dropped since the manifest before. Those that the agent dropped may be older: where there is no room
     * it lets go what it spooled first.
     */
    private static Stream<Drops> told(ToldDrops d, Instant earliest) {
        Instant before = d.toldBefore() == null ? earliest : d.toldBefore().minus(NOTED_LATE);
        Instant covered = d.coveredBefore() == null ? earliest : d.coveredBefore();
        return Stream.of(new Drops(earlier(before, d.told()), d.told(), null, d.byKernel(), true),
                new Drops(earlier(earlier(covered, before), d.told()), d.told(), d.track().kind(), d.byAgent(), true));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** What the agent reported and no manifest tells yet. */
    private static Stream<Drops> untold(Member member) {
        Report report = member.report();
        if (report == null) {
            return Stream.of();
        }
        Instant until = reportedAt(report);
        Instant packed = member.last().values().stream().map(CapturedChunk::archived).filter(Objects::nonNull)
                .max(Comparator.naturalOrder()).orElse(until);
        List<Drops> drops = new ArrayList<>();
        drops.add(new Drops(earlier(packed.minus(NOTED_LATE), until), until, null, report.status().dropsKernel(),
                false));
        member.last().forEach((kind, newest) -> drops
                .add(untold(kind, Objects.requireNonNullElse(newest.latest(), packed), until, report.status())));
        return drops.stream();
    }

    private static Drops untold(ChunkKind kind, Instant covered, Instant until, AgentStatus status) {
        AgentStatus.Kind said = status.of(kind);
        return new Drops(earlier(covered, until), until, kind,
                said == null ? 0 : said.dropsAgent(), false);
    }
}
