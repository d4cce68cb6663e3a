package io.sipvault.agent.capture;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.wire.EpochNanos;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * An interface that is captured. One thread reads packets from it; the counters may be read by another.
 */
public final class LiveInterface implements AutoCloseable {
    /** How long libpcap may hold packets back to hand over many at once, and how often an idle reader looks up. */
    private static final int TIMEOUT_MS = 100;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    /** By which packets are stamped, whatever clock the agent has. */
    private static final Clock KERNEL_CLOCK = Clock.systemUTC();
    /** A clock may be set back meanwhile. */
    private static final long LONGEST_EARLY_NS = NS_PER_SECOND;

    private final Libpcap pcap;
    private final String name;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment handle;
    private final MemorySegment headerPointer = arena.allocate(ValueLayout.ADDRESS);
    private final MemorySegment dataPointer = arena.allocate(ValueLayout.ADDRESS);
    private final MemorySegment stats = arena.allocate(Libpcap.STATS_BYTES, ValueLayout.JAVA_INT.byteAlignment());
    private final MemorySegment polled = arena.allocate(Libpcap.POLL_BYTES, ValueLayout.JAVA_INT.byteAlignment());
    /** All memory: packets are read where libpcap has them, without a segment for each. */
    private final MemorySegment memory = Libpcap.allMemory();
    private final byte[] frame;
    private final WrappingCounter dropped = new WrappingCounter();
    private final WrappingCounter droppedByInterface = new WrappingCounter();
    private long timeNs;
    /** Since when nothing is missing, nanoseconds since 1970; 0 when that is long ago. */
    private long wholeFromNs;
    private long filteredNanos;
    private int capturedLength;
    private int originalLength;
    private boolean closed;

    private LiveInterface(Libpcap pcap, String name, MemorySegment handle, int snapLength) {
        this.pcap = pcap;
        this.name = name;
        this.handle = handle;
        this.frame = new byte[snapLength];
    }

    /**
     * Begins to capture.
     *
     * @param filter
     *            in the language of pcap-filter(7); null for everything
     * @param snapLength
     *            bytes kept of a packet
     * @param bufferBytes
     *            what the kernel keeps until it is read
     * @throws ForensicException
     *             NOT_FOUND when there is no such interface or library, BAD_REQUEST when the filter is none, LOCAL_FILE when
     *             the right is missing
     */
    public static LiveInterface open(String name, @Nullable String filter, int snapLength, int bufferBytes) {
        Libpcap pcap = Libpcap.load();
        try (Arena temporary = Arena.ofConfined()) {
            MemorySegment errors = temporary.allocate(Libpcap.ERROR_BUFFER_BYTES);
            MemorySegment handle = (MemorySegment) pcap.create.invokeExact(temporary.allocateFrom(name), errors);
            if (handle.equals(MemorySegment.NULL)) {
                throw failure(ErrorCode.NOT_FOUND, name, errors.getString(0));
            }
            LiveInterface opened = new LiveInterface(pcap, name, handle, snapLength);
            opened.activate(snapLength, bufferBytes);
            if (filter != null) {
                opened.filter(filter, temporary);
            }
            opened.neverBlock(errors);
            return opened;
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    private void activate(int snapLength, int bufferBytes) throws Throwable {
        int ignored = (int) pcap.setSnapLength.invokeExact(handle, snapLength);
        ignored = (int) pcap.setPromiscuous.invokeExact(handle, 1);
        ignored = (int) pcap.setTimeout.invokeExact(handle, TIMEOUT_MS);
        ignored = (int) pcap.setBufferSize.invokeExact(handle, bufferBytes);
        int precision = (int) pcap.setTimestampPrecision.invokeExact(handle, Libpcap.NANOSECONDS);
        int status = precision < 0 ? precision : (int) pcap.activate.invokeExact(handle);
        if (status < 0) {
            String why = Libpcap.text((MemorySegment) pcap.statusText.invokeExact(status)) + " " + lastError();
            close();
            throw failure(CaptureFailure.code(why), name, CaptureFailure.explain(why));
        }
    }

    private void filter(String filter, Arena temporary) throws Throwable {
        MemorySegment program = temporary.allocate(Libpcap.BPF_PROGRAM_BYTES, 8);
        int status = (int) pcap.compile.invokeExact(handle, program, temporary.allocateFrom(filter), 1,
                Libpcap.NETMASK_UNKNOWN);
        if (status == 0) {
            status = (int) pcap.setFilter.invokeExact(handle, program);
            pcap.freeCode.invokeExact(program);
        }
        wholeFromNs = EpochNanos.of(KERNEL_CLOCK.instant());
        filteredNanos = System.nanoTime();
        if (status != 0) {
            String why = lastError();
            close();
            throw failure(ErrorCode.BAD_REQUEST, name, "the filter \"" + filter + "\" was refused: " + why
                    + ". It goes as in pcap-filter(7): udp or tcp port 5060");
        }
    }

    /** Of what libpcap waits for there is no telling when it ends, so the waiting is done here. */
    private void neverBlock(MemorySegment errors) throws Throwable {
        int status = (int) pcap.setNonblock.invokeExact(handle, 1, errors);
        polled.set(ValueLayout.JAVA_INT, 0, (int) pcap.selectableFile.invokeExact(handle));
        polled.set(ValueLayout.JAVA_SHORT, Libpcap.POLL_EVENTS_AT, Libpcap.POLL_IN);
        if (status != 0) {
            close();
            throw failure(ErrorCode.LOCAL_FILE, name, errors.getString(0));
        }
    }

    private String lastError() throws Throwable {
        return Libpcap.text((MemorySegment) pcap.error.invokeExact(handle));
    }

    public String name() {
        return name;
    }

    /** LINKTYPE_ value of its packets. */
    public int linkType() {
        try {
            return LinkTypes.ofDlt((int) pcap.linkType.invokeExact(handle));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /**
     * Waits for the next packet, a tenth of a second at most.
     *
     * @return whether there is one
     * @throws ForensicException
     *             LOCAL_FILE when the interface is gone
     */
    public boolean next() {
        try {
            int status = (int) pcap.nextPacket.invokeExact(handle, headerPointer, dataPointer);
            if (status == 0) {
                int ignored = (int) pcap.poll.invokeExact(polled, 1L, TIMEOUT_MS);
                status = (int) pcap.nextPacket.invokeExact(handle, headerPointer, dataPointer);
            }
            if (status == 1) {
                take();
                return !isEarly();
            }
            if (status == 0) {
                return false;
            }
            throw failure(ErrorCode.LOCAL_FILE, name, lastError() + ". Was the interface taken down?");
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    private void take() {
        long header = headerPointer.get(ValueLayout.JAVA_LONG, 0);
        long data = dataPointer.get(ValueLayout.JAVA_LONG, 0);
        timeNs = Libpcap.i64(memory, header + Libpcap.SECONDS_AT) * NS_PER_SECOND
                + Libpcap.i64(memory, header + Libpcap.FRACTION_AT);
        capturedLength = Math.min(Libpcap.i32(memory, header + Libpcap.CAPTURED_AT), frame.length);
        originalLength = Libpcap.i32(memory, header + Libpcap.LENGTH_AT);
        Libpcap.copy(memory, data, frame, capturedLength);
    }

    /**
     * Whether a packet came before the filter was there. While it is set, libpcap throws away what comes: to keep what came
     * earlier would make that a loss that nobody counts.
     */
    private boolean isEarly() {
        boolean early = timeNs < wholeFromNs && System.nanoTime() - filteredNanos < LONGEST_EARLY_NS;
        wholeFromNs = early ? wholeFromNs : 0;
        return early;
    }

    /** The bytes of the packet that {@link #next} found, from 0; valid until the next call. */
    byte[] frame() {
        return frame;
    }

    int capturedLength() {
        return capturedLength;
    }

    int originalLength() {
        return originalLength;
    }

    /** Capture time, nanoseconds since 1970. */
    long timeNs() {
        return timeNs;
    }

    /** Packets that the kernel or the interface dropped since it was opened. */
    public synchronized long drops() {
        if (closed) {
            return dropped.sum() + droppedByInterface.sum();
        }
        try {
            int status = (int) pcap.stats.invokeExact(handle, stats);
            if (status == 0) {
                dropped.add(Libpcap.i32(stats, Libpcap.DROPPED_AT));
                droppedByInterface.add(Libpcap.i32(stats, Libpcap.DROPPED_BY_INTERFACE_AT));
            }
            return dropped.sum() + droppedByInterface.sum();
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /** To be called by the thread that reads, when it reads no more. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            pcap.close.invokeExact(handle);
        } catch (Throwable e) {
            throw rethrown(e);
        }
        arena.close();
    }

    private static ForensicException failure(ErrorCode code, String name, String why) {
        return new ForensicException(code, "capturing on interface " + name + " failed: " + why);
    }

    private static RuntimeException rethrown(Throwable e) {
        if (e instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (e instanceof Error fatal) {
            throw fatal;
        }
        return new IllegalStateException("a call of libpcap failed", e);
    }
}
