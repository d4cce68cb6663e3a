package io.sipvault.web.imports;

import io.sipvault.jobs.importing.ImportRow;
import io.sipvault.jobs.importing.Imports.Progress;
import io.sipvault.web.page.Address;
import io.sipvault.web.page.Badge;
import io.sipvault.web.page.Figures;
import io.sipvault.web.page.Times;
import io.sipvault.web.text.Text;

/**
 * An import in the list of the page.
 *
 * @param percent
 *            how far it is, 0 to 100
 * @param reason
 *            why it failed, or what of it is damaged; may be empty
 */
record ImportLine(String href, String name, String agent, Badge state, String received, String size, String packets,
        boolean open, String stage, int percent, String reason) {
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_REASON = 400;
    private static final int ALL = 100;
    private static final int ARCHIVED = 50;

    static ImportLine of(ImportRow row, Progress progress) {
        return new ImportLine(Address.of("/imports").segment(row.id()).toString(), Text.cut(row.name(), LONGEST_NAME),
                Text.cut(row.agent(), 40), Badge.ofWork(row.state().word()), Times.dateAndTime(row.received()),
                Figures.bytes(row.fileBytes()), row.packets() == 0 ? Times.UNKNOWN : Figures.count(row.packets()),
                row.ended() == null, row.state().word(), percent(row, progress),
                row.reason() == null ? "" : Text.cut(row.reason(), LONGEST_REASON));
    }

    /** Reading is the first half, indexing the second. */
    private static int percent(ImportRow row, Progress progress) {
        if (row.ended() != null) {
            return ALL;
        }
        if (row.chunks() > 0) {
            return ARCHIVED + ARCHIVED * progress.chunksIndexed() / row.chunks();
        }
        return row.fileBytes() == 0
                ? 0
                : (int) (ARCHIVED * Math.min(1.0, (double) progress.bytesRead() / row.fileBytes()));
    }
}
