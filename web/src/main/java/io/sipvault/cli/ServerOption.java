package io.sipvault.cli;

import picocli.CommandLine.Option;

/** Where a server listens. */
final class ServerOption {
    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "port to listen at; 0 takes a free one (default: ${DEFAULT-VALUE})")
    int port = 8080;

    @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "address to listen at (default: ${DEFAULT-VALUE})")
    String host = "127.0.0.1";
}
