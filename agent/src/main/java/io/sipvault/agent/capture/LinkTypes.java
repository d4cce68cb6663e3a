package io.sipvault.agent.capture;

/** The DLT_ values of Linux that are not the LINKTYPE_ values of files, see pcap-linktype(7). */
final class LinkTypes {
    private static final int DLT_RAW = 12;
    private static final int LINKTYPE_RAW = 101;

    private LinkTypes() {}

    static int ofDlt(int dlt) {
        return dlt == DLT_RAW ? LINKTYPE_RAW : dlt;
    }
}
