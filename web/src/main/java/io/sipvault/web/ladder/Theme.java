package io.sipvault.web.ladder;

/** Colours of a drawn ladder; text in any of them has a contrast of at least 4.5 to 1 against the background. */
public enum Theme {
    LIGHT("#ffffff", "#1b1f24", "#57606a", "#c4cad1", "#f3f5f7", "#0b57d0", "#57606a", "#1a7f37", "#8a5a00", "#c0261c",
            "#6b3fa0", "#9a3412"),
    DARK("#14181d", "#e6edf3", "#9aa5b1", "#4a545f", "#1e242b", "#79b8ff", "#9aa5b1", "#56d364", "#e3b341", "#ff7b72",
            "#d2a8ff", "#ffa657");

    final String background;
    final String ink;
    final String muted;
    final String rail;
    final String box;
    private final String request;
    private final String provisional;
    private final String success;
    private final String redirect;
    final String failure;
    final String media;
    final String marker;

    Theme(String background, String ink, String muted, String rail, String box, String request, String provisional,
            String success, String redirect, String failure, String media, String marker) {
        this.background = background;
        this.ink = ink;
        this.muted = muted;
        this.rail = rail;
        this.box = box;
        this.request = request;
        this.provisional = provisional;
        this.success = success;
        this.redirect = redirect;
        this.failure = failure;
        this.media = media;
        this.marker = marker;
    }

    String of(MessageKind kind) {
        return switch (kind) {
            case REQUEST -> request;
            case PROVISIONAL -> provisional;
            case SUCCESS -> success;
            case REDIRECT, CHALLENGE -> redirect;
            case CLIENT_FAILURE, SERVER_FAILURE, GLOBAL_FAILURE -> failure;
        };
    }

    String of(StreamLane stream) {
        return stream.isPoor() ? failure : media;
    }
}
