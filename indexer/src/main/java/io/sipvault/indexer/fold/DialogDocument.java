package io.sipvault.indexer.fold;

import io.sipvault.indexer.dialog.Dialog;
import io.sipvault.indexer.dialog.FinalAnswer;
import io.sipvault.indexer.dialog.MediaBinding;
import io.sipvault.indexer.dialog.NumberMention;
import io.sipvault.indexer.dialog.NumberRole;
import io.sipvault.indexer.number.NumberNormalizer;
import io.sipvault.indexer.query.QueryField;
import io.sipvault.indexer.search.DocumentBuilder;
import io.sipvault.indexer.search.Facet;
import io.sipvault.indexer.search.IndexField;
import io.sipvault.indexer.search.IndexLookup.StoredDocument;
import io.sipvault.indexer.view.DiagnosisView;
import io.sipvault.indexer.view.DialogView;
import io.sipvault.indexer.view.ViewJson;
import io.sipvault.ingest.fragment.SipEntry;
import io.sipvault.ingest.transport.Endpoint;
import io.sipvault.ingest.transport.Transport;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.document.Document;
import org.jspecify.annotations.Nullable;

/** What of a dialog is searched and stored. */
final class DialogDocument {
    private static final byte[] NOTHING = {};

    private final NumberNormalizer numbers;

    DialogDocument(NumberNormalizer numbers) {
        this.numbers = numbers;
    }

    /** A dialog's document; {@code row:call} as well when it is a call of one leg. */
    Document of(DialogWork work, DialogView view, List<StreamEvidence> streams, long dueNs, boolean awaitsRtp) {
        DocumentBuilder doc = new DocumentBuilder();
        doc.term(IndexField.ROW, IndexField.ROW_DIALOG);
        if (view.legs().size() <= 1) {
            doc.term(IndexField.ROW, IndexField.ROW_CALL);
        }
        doc.id(work.id, SipEntry.key(work.dialog.callId()).key().toString());
        doc.replaces(elsewhere(work.former(), work.partition()));
        work.links.forEach(link -> doc.term(IndexField.LINK, link));
        digits(doc, work);
        work.dialog.hops().stream().filter(hop -> hop.transport() == Transport.UDP)
                .forEach(hop -> doc.term(IndexField.HOP, HopTerm.of(hop.first(), hop.second())));
        work.media.forEach(binding -> doc.term(IndexField.MEDIA, binding.ep()));
        doc.due(dueNs);
        if (awaitsRtp) {
            doc.term(IndexField.AWAITS, IndexField.AWAITS_RTP);
        }
        doc.stored(work.call.chunks, ViewJson.bytes(work.state()), ViewJson.bytes(view));
        searched(doc, work, view, streams);
        doc.text(work.text);
        return doc.build();
    }

    private static List<String> elsewhere(Collection<StoredDocument> old, String partition) {
        return old.stream().filter(d -> !d.partition().equals(partition)).map(StoredDocument::position).distinct()
                .toList();
    }

    /**
     * The document of a call of several legs: what any leg has.
     *
     * @param old
     *            documents of calls that its legs stood in before
     */
    Document ofCall(String id, List<DialogWork> legs, DialogView view, List<StreamEvidence> streams,
            Collection<StoredDocument> old) {
        DocumentBuilder doc = new DocumentBuilder();
        doc.term(IndexField.ROW, IndexField.ROW_CALL);
        Set<String> sources = new TreeSet<>();
        doc.id(id);
        String partition = legs.getFirst().partition();
        doc.replaces(elsewhere(old, partition));
        for (DialogWork leg : legs) {
            doc.replacesCalls(elsewhere(leg.former(), partition));
            doc.term(IndexField.LEG, leg.id);
            sources.addAll(leg.call.chunks);
            people(doc, leg.dialog);
            doc.text(leg.text);
            digits(doc, leg);
        }
        doc.stored(sources, NOTHING, ViewJson.bytes(view));
        common(doc, legs.stream().map(l -> l.dialog).toList(), view, streams);
        return doc.build();
    }

    private static void digits(DocumentBuilder doc, DialogWork work) {
        if (work.hasDigits) {
            doc.term(IndexField.HAS, "dtmf");
        }
    }

    private void searched(DocumentBuilder doc, DialogWork work, DialogView view, List<StreamEvidence> streams) {
        people(doc, work.dialog);
        common(doc, List.of(work.dialog), view, streams);
    }

    private void people(DocumentBuilder doc, Dialog dialog) {
        doc.term(IndexField.CALL_ID, dialog.callId());
        doc.term(IndexField.FROM_USER, dialog.fromUser());
        for (NumberMention mention : dialog.numbers()) {
            number(doc, mention);
        }
        for (String domain : dialog.domains()) {
            doc.reversible(IndexField.DOMAIN, domain.toLowerCase(Locale.ROOT));
        }
        for (Endpoint endpoint : dialog.endpoints()) {
            doc.address(endpoint);
        }
        dialog.mediaBindings().stream().map(MediaBinding::endpoint).filter(endpoint -> !endpoint.isUnspecified())
                .distinct().forEach(doc::address);
        dialog.userAgents().forEach(agent -> doc.words(IndexField.USER_AGENT, agent));
        doc.term(IndexField.METHOD, dialog.method());
        dialog.vantages().forEach(vantage -> doc.term(IndexField.AGENT, vantage));
        reason(doc, dialog.finalAnswer());
        reason(doc, dialog.cause());
    }

    private static void reason(DocumentBuilder doc, @Nullable FinalAnswer answer) {
        if (answer != null) {
            doc.words(IndexField.REASON, answer.phrase());
            answer.reasons().forEach(reason -> doc.words(IndexField.REASON, reason));
            answer.warnings().forEach(warning -> doc.words(IndexField.REASON, warning));
        }
    }

    private void number(DocumentBuilder doc, NumberMention mention) {
        String user = mention.user().toLowerCase(Locale.ROOT);
        if (!user.isEmpty()) {
            doc.number(askedOf(mention.role()), user, numbers.indexTerms(mention.user()));
        }
    }

    private static QueryField askedOf(NumberRole role) {
        return switch (role) {
            case FROM -> QueryField.FROM;
            case TO -> QueryField.TO;
            case REQUEST_URI -> QueryField.DID;
            default -> QueryField.NUMBER;
        };
    }

    private static void common(DocumentBuilder doc, Collection<Dialog> dialogs, DialogView view,
            List<StreamEvidence> streams) {
        doc.times(ViewJson.ns(view.createdAt()), ViewJson.ns(view.updatedAt()));
        doc.term(IndexField.STATE, view.state());
        facets(doc, view);
        if (view.finalStatus() != null) {
            doc.whole(IndexField.STATUS, view.finalStatus());
        }
        doc.decimal(IndexField.DURATION, view.durationSec());
        doc.decimal(IndexField.PDD, view.timing().pddMs());
        doc.decimal(IndexField.SETUP, view.timing().setupMs());
        doc.decimal(IndexField.LOSS, view.quality().lossPct());
        doc.decimal(IndexField.JITTER, view.quality().jitterMs());
        doc.decimal(IndexField.MOS, lowest(view.quality()));
        for (DiagnosisView.Problem problem : view.diagnosis().problems()) {
            doc.term(IndexField.PROBLEM, problem.code());
        }
        for (StreamEvidence stream : streams) {
            doc.term(IndexField.SSRC, stream.view().ssrc());
            doc.term(IndexField.CODEC, stream.view().codec().toLowerCase(Locale.ROOT));
            doc.term(IndexField.HAS, stream.view().dtmf().isEmpty() ? "rtp" : "dtmf");
        }
        doc.term(IndexField.HAS, "pcap");
        if (!streams.isEmpty()) {
            doc.term(IndexField.HAS, "rtp");
        }
        dialogs.forEach(d -> d.sdpTimeline().forEach(
                sdp -> sdp.codecs().forEach(codec -> doc.term(IndexField.CODEC, codec.toLowerCase(Locale.ROOT)))));
    }

    private static void facets(DocumentBuilder doc, DialogView view) {
        doc.facet(Facet.STATE, view.state());
        doc.facet(Facet.METHOD, view.method());
        if (view.finalStatus() != null) {
            doc.facet(Facet.STATUS, view.finalStatus().toString());
        }
        view.diagnosis().problems().forEach(problem -> doc.facet(Facet.PROBLEM, problem.code()));
        view.agents().forEach(agent -> doc.facet(Facet.AGENT, agent));
        doc.facet(Facet.FROM_DOMAIN, view.fromHost().toLowerCase(Locale.ROOT));
        doc.facet(Facet.TO_DOMAIN, view.toHost().toLowerCase(Locale.ROOT));
        doc.delay(view.timing().pddMs());
    }

    private static @Nullable Double lowest(DialogView.Quality quality) {
        Double caller = quality.mosCaller();
        Double callee = quality.mosCallee();
        if (caller == null || callee == null) {
            return caller == null ? callee : caller;
        }
        return Math.min(caller, callee);
    }
}
