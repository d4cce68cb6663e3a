package io.sipvault.indexer.evidence;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sorted packets, of memory or of a file, one after the other. */
abstract sealed class PacketRun implements Closeable {
    private static final int BUFFER = 64 << 10;

    private @Nullable EvidencePacket current;

    static PacketRun of(List<EvidencePacket> packets) {
        return new InMemory(packets.iterator());
    }

    static PacketRun read(Path file) throws IOException {
        return new InFile(new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER)));
    }

    static Writer write(Path file) throws IOException {
        return new Writer(new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER)));
    }

    /** Moves to the next packet. @return false at the end */
    boolean next() throws IOException {
        current = read();
        return current != null;
    }

    EvidencePacket current() {
        return Objects.requireNonNull(current);
    }

    abstract @Nullable EvidencePacket read() throws IOException;

    private static final class InMemory extends PacketRun {
        private final Iterator<EvidencePacket> packets;

        InMemory(Iterator<EvidencePacket> packets) {
            this.packets = packets;
        }

        @Override
        @Nullable
        EvidencePacket read() {
            return packets.hasNext() ? packets.next() : null;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private static final class InFile extends PacketRun {
        private final DataInputStream in;

        InFile(DataInputStream in) {
            this.in = in;
        }

        @Override
        @Nullable
        EvidencePacket read() throws IOException {
            long timeNs;
            try {
                timeNs = in.readLong();
            } catch (EOFException e) {
                return null;
            }
            int linkType = in.readInt();
            int originalLength = in.readInt();
            String vantage = in.readUTF();
            byte[] bytes = in.readNBytes(in.readInt());
            return new EvidencePacket(timeNs, linkType, originalLength, vantage, bytes);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Writes a file of packets. */
    static final class Writer implements Closeable {
        private final DataOutputStream out;

        Writer(DataOutputStream out) {
            this.out = out;
        }

        void packet(EvidencePacket packet) throws IOException {
            out.writeLong(packet.timeNs());
            out.writeInt(packet.linkType());
            out.writeInt(packet.originalLength());
            out.writeUTF(packet.vantage());
            out.writeInt(packet.bytes().length);
            out.write(packet.bytes());
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
