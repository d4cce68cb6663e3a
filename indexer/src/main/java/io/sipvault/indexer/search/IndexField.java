package io.sipvault.indexer.search;

/** The names of the fields in the index. */
public final class IndexField {
    /** What a document is: one or several of the {@code ROW_} values. */
    public static final String ROW = "row";
    public static final String ROW_CALL = "call";
    public static final String ROW_DIALOG = "dialog";
    public static final String ROW_STREAM = "stream";
    public static final String ROW_LOG = "log";
    public static final String ROW_TORN = "torn";
    /** ICMP errors of a key. */
    public static final String ROW_ICMP = "icmp";
    /** Streams of a call of which only RTCP was seen. */
    public static final String ROW_REPORTED = "reported";
    /** Streams of RTP shape that nothing has confirmed yet. */
    public static final String ROW_CANDIDATE = "candidate";

    /** The document's id; unique but for copies on the move between partitions, see {@link #REPLACES}. */
    public static final String ID = "id";
    /** The fragment key it was folded from; calls and log lines have none. */
    public static final String KEY = "key";
    /**
     * Documents of other partitions, as {@code partition/id}, that this one was written instead of. Both may be there until
     * the other partition is committed: searches leave out what a document replaces.
     */
    public static final String REPLACES = "replaces";
    /** Start, nanoseconds since 1970; the sort order. */
    public static final String START = "start";
    public static final String END = "end";
    /** The end again, to be read by document. */
    public static final String LAST = "last";
    /** When it must be folded again if nothing more comes. */
    public static final String DUE = "due";
    /** What a dialog was judged without, and is judged again when it comes. */
    public static final String AWAITS = "awaits";
    public static final String AWAITS_RTP = "rtp";
    /** Chunks whose fragments it was folded from; stored. */
    public static final String SOURCES = "src";
    /** What the fold needs of it and what is displayed, see {@link StoredText}. */
    public static final String STORED = "doc";

    public static final String CALL_ID = "call_id";
    /** Ids of a call's legs, on the call. */
    public static final String LEG = "leg";
    /** Certain link keys, on a dialog. */
    public static final String LINK = "link";
    /** Media endpoints that the SDP of a dialog named. */
    public static final String MEDIA = "media";
    /** Both endpoints of a stream. */
    public static final String STREAM_AT = "stream_at";
    /** Who used a hop over UDP, on a dialog. */
    public static final String HOP = "hop";
    /** What ICMP errors quote: a Call-ID's key, or both ends. */
    public static final String ICMP_OF = "icmp_of";
    /** The dialog that a stream belongs to. */
    public static final String DIALOG = "dialog";

    /** User of the caller as written. */
    public static final String FROM_USER = "from_user";
    /** Users and numbers, see {@link NumberField}. */
    public static final String NUMBER = "number";
    public static final String USER = "user";
    public static final String DOMAIN = "domain";
    /** Appended to a field's name: its values reversed, for suffixes. */
    public static final String REVERSED = "_r";
    public static final String IP = "ip";
    public static final String PORT = "port";
    public static final String USER_AGENT = "ua";
    public static final String METHOD = "method";
    public static final String STATUS = "status";
    public static final String REASON = "reason";
    public static final String STATE = "state";
    public static final String AGENT = "agent";
    public static final String TAG = "tag";
    public static final String TENANT = "tenant";
    public static final String CODEC = "codec";
    public static final String SSRC = "ssrc";
    public static final String MOS = "mos";
    public static final String LOSS = "loss";
    public static final String JITTER = "jitter";
    public static final String PDD = "pdd";
    /** Post-dial delay in ms, to be read by document. */
    public static final String PDD_VALUE = "pdd_value";
    public static final String SETUP = "setup";
    public static final String DURATION = "duration";
    public static final String PROBLEM = "problem";
    public static final String HAS = "has";
    public static final String TEXT = "text";
    /** What a log line may name a call by: words that can be Call-IDs or numbers. */
    public static final String NAMES = "names";
    /** Fields that have a value, for {@code field:*}. */
    public static final String PRESENT = "present";

    private IndexField() {}
}
