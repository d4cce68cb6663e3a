package io.sipvault.web.call;

import io.sipvault.indexer.diagnosis.Problem;
import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.StreamView;
import io.sipvault.web.call.CallReader.Call;
import io.sipvault.web.page.Address;
import io.sipvault.web.page.Badge;
import io.sipvault.web.text.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a call, what proves it, and what to do.
 *
 * @param unknown
 *            what could not be judged, and why
 * @param tone
 *            of the worst problem
 */
record VerdictView(String summary, List<Finding> findings, List<String> unknown, String tone) {
    private static final int SHOWN = 4;
    private static final Pattern MESSAGE = Pattern
            .compile("message (\\d{1,9}), (.*) at \\S+T(\\d\\d:\\d\\d:\\d\\d\\.?\\d{0,3})\\S*");
    private static final Pattern STREAM = Pattern.compile("stream (0x[0-9a-f]{8}) (\\S+) > (\\S+)");

    /** One problem. */
    record Finding(String title, Badge severity, String sentence, String advice, List<Evidence> evidence,
            List<Evidence> moreEvidence) {}

    /**
     * What a finding rests on.
     *
     * @param href
     *            null when it has no place of its own on the page
     * @param message
     *            whether it is a message, which opens beside the ladder
     */
    record Evidence(String text, @Nullable String href, boolean message) {}

    static VerdictView of(Call call, String id) {
        List<Finding> findings = new ArrayList<>();
        Set<String> told = new HashSet<>();
        String tone = hasNoGoodEnd(call.call().view().state()) ? "quiet" : "good";
        for (int leg = 0; leg < call.legs().size(); leg++) {
            for (DiagnosisView.Problem p : call.legs().get(leg).view().diagnosis().problems()) {
                if (told.add(p.code() + ' ' + p.sentence())) {
                    findings.add(finding(p, call, id, leg));
                    tone = worse(tone, p.severity());
                }
            }
        }
        DiagnosisView all = call.call().view().diagnosis();
        return new VerdictView(Text.line(all.summary()), findings, all.unknown().stream().map(Text::line).toList(),
                tone);
    }

    private static boolean hasNoGoodEnd(String state) {
        return !state.equals("Completed") && !state.equals("Registered");
    }

    private static String worse(String tone, String severity) {
        return switch (severity) {
            case "error" -> "bad";
            case "warning" -> tone.equals("bad") ? "bad" : "warn";
            default -> tone;
        };
    }

    private static Finding finding(DiagnosisView.Problem p, Call call, String id, int leg) {
        List<Evidence> evidence = p.evidence().stream().map(text -> evidence(text, call, id, leg)).toList();
        int shown = Math.min(SHOWN, evidence.size());
        return new Finding(title(p.code()), Badge.ofSeverity(p.severity()), Text.line(p.sentence()),
                Text.line(p.advice()), evidence.subList(0, shown), evidence.subList(shown, evidence.size()));
    }

    private static String title(String code) {
        for (Problem problem : Problem.values()) {
            if (problem.code().equals(code)) {
                return problem.title();
            }
        }
        return Text.line(code);
    }

    /** The index names what it found; here it becomes a link to it. */
    private static Evidence evidence(String text, Call call, String id, int leg) {
        Matcher message = MESSAGE.matcher(text);
        if (message.matches()) {
            int index = Integer.parseInt(message.group(1)) - 1;
            return new Evidence(Text.line(message.group(2) + " at " + message.group(3)),
                    Address.of("/calls").segment(id).segment("messages").segment(leg).segment(index).toString(), true);
        }
        Matcher stream = STREAM.matcher(text);
        if (stream.matches()) {
            for (CallReader.Stream each : call.streams()) {
                StreamView view = each.view();
                if (view.ssrc().equals(stream.group(1)) && view.src().equals(stream.group(2))) {
                    return new Evidence(Text.line("stream " + stream.group(2) + " > " + stream.group(3)),
                            "#stream-" + each.id(), false);
                }
            }
        }
        return new Evidence(Text.line(text), null, false);
    }
}
