package io.sipvault.cli;

/** What this program calls itself, in manifests too. */
final class Version {
    static final String TEXT = "sipvault 0.1.0";

    private Version() {}
}
