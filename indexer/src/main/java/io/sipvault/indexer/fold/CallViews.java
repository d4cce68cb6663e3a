package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.DialogView;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a call of several legs: who called whom and the delays are the first leg's, the outcome is that of the leg
 * that decided, everything else is what any leg has.
 */
final class CallViews {
    private static final int MOST_NAMED = 4;
    private static final long NS_PER_MS = 1_000_000L;

    private CallViews() {}

    /**
     * The view of a call.
     *
     * @param views
     *            of the group's legs, in their order
     */
    static DialogView of(CallGroup group, List<DialogView> views, List<StreamEvidence> streams) {
        DialogView first = views.getFirst();
        DialogView decided = views.get(deciding(group.legs()));
        return new DialogView(DialogView.SCHEMA_VERSION, group.id(), group.id(), first.callId(), first.from(),
                first.to(), first.fromDisplay(), first.toDisplay(), first.fromHost(), first.toHost(), first.did(),
                decided.state(), first.method(), decided.finalStatus(), decided.finalReason(),
                duration(group.legs()), views.stream().mapToInt(DialogView::msgCount).sum(),
                timing(group.legs(), views), decided.endedBy(), first.createdAt(), updated(views),
                union(views, DialogView::tags), sdp(views), value(views, DialogView::referTo),
                value(views, DialogView::siprecMetadata), value(views, DialogView::stirShaken),
                diagnosis(views, decided), union(views, DialogView::branches), union(views, DialogView::hops),
                union(views, DialogView::agents), union(views, DialogView::userAgents), first.legs(),
                quality(views, streams), union(views, DialogView::icmp));
    }

    /** The first leg that was answered; else the first, which says what the caller got; else any that had an answer. */
    private static int deciding(List<DialogWork> legs) {
        for (int i = 0; i < legs.size(); i++) {
            if (legs.get(i).dialog.isAnswered()) {
                return i;
            }
        }
        for (int i = 0; i < legs.size(); i++) {
            if (legs.get(i).dialog.finalAnswer() != null) {
                return i;
            }
        }
        return 0;
    }

    /** Seconds from the first answer to the end of the last talk; of several clocks the longest talk. */
    private static double duration(List<DialogWork> legs) {
        List<Dialog> answered = legs.stream().map(leg -> leg.dialog).filter(Dialog::isAnswered).toList();
        double longest = answered.stream().mapToDouble(Dialog::durationSec).max().orElse(0);
        if (answered.size() < 2 || answered.stream().map(d -> d.vantages().getFirst()).distinct().count() > 1) {
            return StreamViews.rounded(longest);
        }
        long from = answered.stream().mapToLong(CallViews::answeredNs).min().orElse(0);
        long to = answered.stream().mapToLong(d -> answeredNs(d) + Math.round(d.durationSec() * 1e9)).max().orElse(0);
        return StreamViews.rounded(Math.max(longest, (to - from) / 1e9));
    }

    private static long answeredNs(Dialog dialog) {
        return Objects.requireNonNull(dialog.answeredNs());
    }

    private static DialogView.Timing timing(List<DialogWork> legs, List<DialogView> views) {
        boolean ended = legs.stream().allMatch(leg -> !leg.dialog.isAnswered() || leg.dialog.timing().talkMs() != null);
        boolean talked = legs.stream().anyMatch(leg -> leg.dialog.isAnswered());
        Long talkMs = ended && talked ? Long.valueOf(Math.round(duration(legs) * 1e9 / NS_PER_MS)) : null;
        return new DialogView.Timing(value(views, v -> v.timing().pddMs()), value(views, v -> v.timing().setupMs()),
                value(views, v -> v.timing().ringMs()), value(views, v -> v.timing().tryingDelayMs()),
                value(views, v -> v.timing().teardownMs()), talkMs,
                views.stream().mapToInt(v -> v.timing().retransmits()).sum());
    }

    private static Instant updated(List<DialogView> views) {
        return views.stream().map(DialogView::updatedAt).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static List<DialogView.SdpView> sdp(List<DialogView> views) {
        return views.stream().flatMap(v -> v.sdpTimeline().stream())
                .sorted(Comparator.comparing(DialogView.SdpView::timestamp)).distinct().toList();
    }

    private static DialogView.Quality quality(List<DialogView> views, List<StreamEvidence> streams) {
        return new DialogView.Quality(least(views, DialogView.Quality::mosCaller),
                least(views, DialogView.Quality::mosCallee), most(views, DialogView.Quality::lossPct),
                most(views, DialogView.Quality::jitterMs),
                (int) streams.stream().map(StreamEvidence::id).distinct().count());
    }

    private static @Nullable Double least(List<DialogView> views, Function<DialogView.Quality, @Nullable Double> of) {
        return figures(views, of).min(Comparator.naturalOrder()).orElse(null);
    }

    private static @Nullable Double most(List<DialogView> views, Function<DialogView.Quality, @Nullable Double> of) {
        return figures(views, of).max(Comparator.naturalOrder()).orElse(null);
    }

    private static Stream<Double> figures(List<DialogView> views, Function<DialogView.Quality, @Nullable Double> of) {
        return views.stream().map(DialogView::quality).map(of).filter(Objects::nonNull);
    }

    /** Of the first leg that has it. */
    private static <T> @Nullable T value(List<DialogView> views, Function<DialogView, @Nullable T> of) {
        for (DialogView view : views) {
            T value = of.apply(view);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static <T> List<T> union(List<DialogView> views, Function<DialogView, List<T>> of) {
        return views.stream().map(of).flatMap(Collection::stream).distinct().toList();
    }

    /** A problem that several legs have for the same reason is one. */
    private static DiagnosisView diagnosis(List<DialogView> views, DialogView decided) {
        Set<String> told = new HashSet<>();
        List<DiagnosisView.Problem> problems = views.stream().flatMap(v -> v.diagnosis().problems().stream())
                .filter(p -> told.add(p.code() + ' ' + p.sentence())).toList();
        return new DiagnosisView(views.stream().anyMatch(v -> v.diagnosis().oneWayAudio()),
                views.stream().anyMatch(v -> v.diagnosis().natMismatch()),
                views.stream().anyMatch(v -> v.diagnosis().noMedia()), union(views, v -> v.diagnosis().hints()),
                problems,
                union(views, v -> v.diagnosis().unknown()), summary(views, decided));
    }

    private static String summary(List<DialogView> views, DialogView decided) {
        StringBuilder text = new StringBuilder(decided.diagnosis().summary());
        text.append(String.format(Locale.ROOT, " %d legs: ", views.size()));
        for (int i = 0; i < Math.min(views.size(), MOST_NAMED); i++) {
            DialogView leg = views.get(i);
            text.append(i == 0 ? "" : ", ").append(leg.from()).append(" to ").append(leg.to()).append(" (")
                    .append(leg.state()).append(')');
        }
        int more = views.size() - MOST_NAMED;
        return text.append(more > 0 ? " and " + more + " more." : ".").toString();
    }
}
