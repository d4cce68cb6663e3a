package io.sipvault.web.call;

import io.sipvault.indexer.view.StreamView;
import io.sipvault.web.call.CallReader.Call;
import io.sipvault.web.ladder.LadderBuilder;
import io.sipvault.web.ladder.SvgLadder;
import io.sipvault.web.ladder.Theme;
import io.sipvault.web.logs.CallLine;
import io.sipvault.web.page.Address;
import java.util.regex.Pattern;

/** The ladder of a call as a piece of the page, in which every message is a link to its text. */
final class LadderPicture {
    /** A message has no group within its own, and no text of it can end one: all text is escaped. */
    private static final Pattern MESSAGE = Pattern.compile(
            "(<g class=\"message [^>]*data-leg=\"(\\d+)\" data-message=\"(\\d+)\">)(.*?)</g>", Pattern.DOTALL);

    private LadderPicture() {}

    static String of(Call call, String id, boolean logs) {
        LadderBuilder builder = new LadderBuilder();
        call.folded().forEach(builder::leg);
        call.streams().stream().map(CallReader.Stream::view).filter(LadderPicture::hasPackets)
                .forEach(builder::stream);
        if (logs) {
            call.logs().stream().map(CallLine::log).forEach(builder::logLine);
        }
        return linked(SvgLadder.draw(builder.build(), Theme.LIGHT), id);
    }

    private static boolean hasPackets(StreamView stream) {
        return stream.packets() > 0;
    }

    private static String linked(String svg, String id) {
        String messages = Address.of("/calls").segment(id).segment("messages").toString();
        return MESSAGE.matcher(svg.replaceFirst("role=\"img\"", "role=\"group\""))
                .replaceAll(
                        "<a class=\"ladder-link\" data-message-link=\"\" href=\"" + messages + "/$2/$3\">$1$4</g></a>");
    }

}
