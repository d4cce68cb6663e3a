package io.sipvault.agent.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.sipvault.agent.config.CommandSettings;
import io.sipvault.agent.tls.PemFiles;
import io.sipvault.ingest.error.ErrorCode;
import io.sipvault.ingest.error.ForensicException;
import io.sipvault.ingest.transport.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes commands over HTTP or HTTPS from whoever bears the token. */
public final class CommandServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandServer.class);
    static final int MOST_BODY = 64 << 10;
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 64;
    private static final int BACKLOG = 16;

    static {
        // the JDK's server would let whoever says nothing hold a connection for ever
        setUnlessSet("sun.net.httpserver.maxReqTime", "20");
        setUnlessSet("sun.net.httpserver.maxRspTime", "60");
        setUnlessSet("jdk.httpserver.maxConnections", "64");
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final CommandRoutes routes;
    private final BearerToken token;
    private final WrongTokens wrongTokens = new WrongTokens();
    private final LongSupplier nanoTime;
    private final boolean tls;

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private CommandServer(CommandSettings settings, Scopes scopes, LongSupplier nanoTime) throws IOException {
        this.token = new BearerToken(settings.tokenFile());
        this.tls = settings.certificate() != null;
        this.server = tls ? https(settings) : HttpServer.create();
        this.routes = new CommandRoutes(scopes);
        this.nanoTime = nanoTime;
        server.bind(settings.listen(), BACKLOG);
        this.threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(MOST_WAITING), Thread.ofPlatform().name("commands-", 0).daemon().factory());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    private static HttpServer https(CommandSettings settings) throws IOException {
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(PemFiles.listening(
                Objects.requireNonNull(settings.certificate()), Objects.requireNonNull(settings.key()))));
        return server;
    }

    /**
     * Begins to listen.
     *
     * @param nanoTime
     *            a clock that nobody sets
     * @throws ForensicException
     *             when the address cannot be had, or token, certificate or key not be read
     */
    public static CommandServer start(CommandSettings settings, Scopes scopes, LongSupplier nanoTime) {
        try {
            CommandServer started = new CommandServer(settings, scopes, nanoTime);
            started.server.start();
            return started;
        } catch (IOException e) {
            throw new ForensicException(ErrorCode.IN_USE, "taking commands at " + settings.listen() + " failed: "
                    + e.getMessage() + ". sipvault.agent.command.listen has to be an address of this machine and a free"
                    + " port", e);
        }
    }

    /** Such as {@code http://127.0.0.1:9080}. */
    public String address() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":"
                + address.getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        } catch (RuntimeException e) {
            LOG.warn("a command could not be answered: {}", e.toString());
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            return checked(exchange);
        } catch (ForensicException e) {
            LOG.warn("a command could not be answered: {}", e.getMessage());
            return Answer.problem(Answer.FAILED, "the agent cannot read its token; its log says why");
        }
    }

    private Answer checked(HttpExchange exchange) throws IOException {
        InetSocketAddress remote = exchange.getRemoteAddress();
        Endpoint from = Endpoint.parse(plain(remote.getAddress().getHostAddress()), remote.getPort());
        Endpoint who = from == null ? Endpoint.ofV4(0, 0) : from;
        if (wrongTokens.isLocked(who, nanoTime.getAsLong())) {
            return Answer.problem(Answer.TOO_MANY, "too many wrong tokens came from this address; wait a minute");
        }
        if (!token.isIn(exchange.getRequestHeaders().getFirst("Authorization"))) {
            wrongTokens.wrong(who, nanoTime.getAsLong());
            return Answer.problem(Answer.UNAUTHORIZED,
                    "expected Authorization: Bearer TOKEN with the token of sipvault.agent.command.token-file");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY + 1);
        if (body.length > MOST_BODY) {
            return Answer.tooLarge("the body has more than " + MOST_BODY + " bytes");
        }
        String query = exchange.getRequestURI().getRawQuery();
        return routes.answer(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(),
                query == null ? "" : query, body);
    }

    /** Without the zone of a link-local address. */
    private static String plain(String address) {
        return address.replaceFirst("%.*", "");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.json();
        exchange.getResponseHeaders().set("Content-Type",
                answer.isProblem() ? "application/problem+json" : "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (answer.status() == Answer.UNAUTHORIZED) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
        }
        if (answer.status() == Answer.TOO_MANY) {
            exchange.getResponseHeaders().set("Retry-After", "60");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
