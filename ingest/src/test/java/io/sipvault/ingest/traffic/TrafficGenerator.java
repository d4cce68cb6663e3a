package io.sipvault.ingest.traffic;

import io.sipvault.ingest.pcap.PcapWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;

/** Writes captures as a profile asks for them: pcap with microseconds, Ethernet, IPv4. */
public final class TrafficGenerator {
    /** Capture time at which the first dialog may begin: 2026-01-12T09:00:00Z, ns since 1970. */
    public static final long START_NS = 1_768_208_400_000_000_000L;

    private static final int SNAP_LENGTH = 65_535;
    /** Of a hundred dialogs, those from here on are calls. */
    private static final int FIRST_OF_CALLS = 70;

    private final Scene scene;
    private final SplittableRandom random;
    private final double meanGapNs;
    private int begun;

    private TrafficGenerator(Scene scene) {
        this.scene = scene;
        TrafficProfile profile = scene.profile;
        random = new SplittableRandom(profile.seed());
        meanGapNs = (double) profile.span().toNanos() / profile.dialogs();
    }

    /**
     * Writes a capture. Buffer the stream under it; it is flushed and stays open.
     *
     * @return what the capture holds
     */
    public static TrafficLedger write(TrafficProfile profile, OutputStream out) throws IOException {
        return write(profile, START_NS, out);
    }

    /** The same with the capture time at which the first dialog may begin, ns since 1970. */
    public static TrafficLedger write(TrafficProfile profile, long startNs, OutputStream out) throws IOException {
        FrameWriter frames = new FrameWriter(new PcapWriter(out, FrameWriter.ETHERNET, SNAP_LENGTH, false));
        Timeline timeline = new Timeline();
        LedgerBook book = new LedgerBook();
        new TrafficGenerator(new Scene(profile, timeline, frames, book)).scheduleNext(startNs);
        timeline.run();
        out.flush();
        return book.close(frames);
    }

    /** Dialogs begin at random, with the same mean rate all the time. */
    private void scheduleNext(long lastNs) {
        if (begun < scene.profile.dialogs()) {
            begun++;
            long gapNs = (long) (-Math.log(1 - random.nextDouble()) * meanGapNs);
            scene.timeline.at(lastNs + gapNs, timeNs -> {
                dialog(timeNs, random.split());
                scheduleNext(timeNs);
            });
        }
    }

    private void dialog(long timeNs, SplittableRandom own) {
        scene.book.dialogs++;
        if (scene.profile.mix() == TrafficProfile.Mix.CALLS) {
            new CallPlan(scene, own, CallPlan.Outcome.ANSWERED, timeNs).schedule();
            return;
        }
        boolean callsAlone = scene.profile.mix() == TrafficProfile.Mix.OUTCOMES;
        int percent = callsAlone ? own.nextInt(FIRST_OF_CALLS, 100) : own.nextInt(100);
        if (percent < 45) {
            RegistrationPlan.register(scene, own, timeNs);
        } else if (percent < FIRST_OF_CALLS) {
            RegistrationPlan.options(scene, own, timeNs);
        } else {
            new CallPlan(scene, own, outcome(percent), timeNs).schedule();
        }
    }

    private static CallPlan.Outcome outcome(int percent) {
        if (percent < 87) {
            return CallPlan.Outcome.ANSWERED;
        }
        if (percent < 92) {
            return CallPlan.Outcome.BUSY;
        }
        return percent < 96 ? CallPlan.Outcome.CANCELLED : CallPlan.Outcome.FAILED;
    }
}
