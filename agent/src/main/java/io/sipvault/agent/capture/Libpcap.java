package io.sipvault.agent.capture;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * The functions of libpcap that capturing needs, called directly: a listener of pcap4j costs several times as much a packet.
 * See pcap(3PCAP). Each method is the function of its name.
 */
@SuppressWarnings("restricted") // what it is for
final class Libpcap {
    static final int ERROR_BUFFER_BYTES = 256;
    static final int NANOSECONDS = 1;
    /** {@code struct pcap_pkthdr}: seconds, fraction, captured length, length. */
    static final int SECONDS_AT = 0;
    static final int FRACTION_AT = 8;
    static final int CAPTURED_AT = 16;
    static final int LENGTH_AT = 20;
    static final int PACKET_HEADER_BYTES = 24;
    /** {@code struct pcap_stat}: received, dropped for want of buffer, dropped by the interface. */
    static final int DROPPED_AT = 4;
    static final int DROPPED_BY_INTERFACE_AT = 8;
    static final int STATS_BYTES = 12;
    static final int BPF_PROGRAM_BYTES = 16;
    static final int NETMASK_UNKNOWN = -1;
    /** {@code struct pollfd}: file, events asked for, events met. */
    static final int POLL_BYTES = 8;
    static final int POLL_EVENTS_AT = 4;
    static final short POLL_IN = 1;

    private static final List<String> NAMES = List.of("libpcap.so.0.8", "libpcap.so.1", "libpcap.so");

    final MethodHandle create;
    final MethodHandle setSnapLength;
    final MethodHandle setPromiscuous;
    final MethodHandle setTimeout;
    final MethodHandle setBufferSize;
    final MethodHandle setTimestampPrecision;
    final MethodHandle activate;
    final MethodHandle compile;
    final MethodHandle setFilter;
    final MethodHandle freeCode;
    final MethodHandle linkType;
    final MethodHandle nextPacket;
    final MethodHandle setNonblock;
    final MethodHandle selectableFile;
    /** {@code poll(2)} of the C library. */
    final MethodHandle poll;
    final MethodHandle stats;
    final MethodHandle error;
    final MethodHandle statusText;
    final MethodHandle close;

    private final SymbolLookup library;

    private Libpcap(SymbolLookup library) {
        this.library = library;
        create = function("pcap_create", ADDRESS, ADDRESS, ADDRESS);
        setSnapLength = function("pcap_set_snaplen", JAVA_INT, ADDRESS, JAVA_INT);
        setPromiscuous = function("pcap_set_promisc", JAVA_INT, ADDRESS, JAVA_INT);
        setTimeout = function("pcap_set_timeout", JAVA_INT, ADDRESS, JAVA_INT);
        setBufferSize = function("pcap_set_buffer_size", JAVA_INT, ADDRESS, JAVA_INT);
        setTimestampPrecision = function("pcap_set_tstamp_precision", JAVA_INT, ADDRESS, JAVA_INT);
        activate = function("pcap_activate", JAVA_INT, ADDRESS);
        compile = function("pcap_compile", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT);
        setFilter = function("pcap_setfilter", JAVA_INT, ADDRESS, ADDRESS);
        linkType = function("pcap_datalink", JAVA_INT, ADDRESS);
        nextPacket = function("pcap_next_ex", JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
        stats = function("pcap_stats", JAVA_INT, ADDRESS, ADDRESS);
        error = function("pcap_geterr", ADDRESS, ADDRESS);
        statusText = function("pcap_statustostr", ADDRESS, JAVA_INT);
        freeCode = procedure("pcap_freecode");
        setNonblock = function("pcap_setnonblock", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
        selectableFile = function("pcap_get_selectable_fd", JAVA_INT, ADDRESS);
        poll = Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow("poll"),
                FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        close = procedure("pcap_close");
    }

    /**
     * Loads the library.
     *
     * @throws ForensicException
     *             NOT_FOUND when this machine has none
     */
    static Libpcap load() {
        for (String name : NAMES) {
            try {
                return new Libpcap(SymbolLookup.libraryLookup(name, Arena.global()));
            } catch (IllegalArgumentException e) {
                // the next name
            }
        }
        throw new ForensicException(ErrorCode.NOT_FOUND, "loading libpcap: none of " + String.join(", ", NAMES)
                + " is on this machine. Debian and Ubuntu: apt-get install libpcap0.8; Red Hat: dnf install libpcap");
    }

    private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(result, arguments));
    }

    private MethodHandle procedure(String name) {
        return handle(name, FunctionDescriptor.ofVoid(ADDRESS));
    }

    private MethodHandle handle(String name, FunctionDescriptor descriptor) {
        MemorySegment symbol = library.find(name).orElseThrow(() -> new ForensicException(ErrorCode.NOT_FOUND,
                "loading libpcap: it has no function " + name + ". Version 1.5 or later is needed"));
        return Linker.nativeLinker().downcallHandle(symbol, descriptor);
    }

    /** The text at an address that the library gave. */
    static String text(MemorySegment address) {
        return address.equals(MemorySegment.NULL) ? "" : address.reinterpret(ERROR_BUFFER_BYTES).getString(0);
    }

    /** Everything: for what the library points to, without a segment for each. */
    static MemorySegment allMemory() {
        return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
    }

    static int i32(MemorySegment segment, long offset) {
        return segment.get(JAVA_INT, offset);
    }

    static long i64(MemorySegment segment, long offset) {
        return segment.get(JAVA_LONG, offset);
    }

    static void copy(MemorySegment from, long offset, byte[] to, int length) {
        MemorySegment.copy(from, JAVA_BYTE, offset, to, 0, length);
    }
}
