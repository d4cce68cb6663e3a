package io.sipvault.cli;

import io.sipvault.web.account.Account;
import io.sipvault.web.account.ApiKey;
import io.sipvault.web.account.Role;
import io.sipvault.web.account.Scope;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Users and keys of a running server. */
final class RemoteAccounts implements Accounts {
    private static final String USERS = "/api/users";
    private static final String KEYS = "/api/keys";

    private final RunningServer server;

    RemoteAccounts(RunningServer server) {
        this.server = server;
    }

    @Override
    public List<Account> users() {
        return server.get(USERS).path("users").valueStream().map(RemoteAccounts::account).toList();
    }

    @Override
    public Account add(String name, Role role, String password) {
        return account(server.postJson(USERS, Map.of("name", name, "role", role.label(), "password", password)));
    }

    @Override
    public void changePassword(String name, String password) {
        server.patchJson(path(USERS, name), Map.of("password", password));
    }

    @Override
    public void enable(String name, boolean enabled) {
        server.patchJson(path(USERS, name), Map.of("enabled", enabled));
    }

    @Override
    public List<ApiKey> keys() {
        return server.get(KEYS).path("keys").valueStream().map(RemoteAccounts::key).toList();
    }

    @Override
    public ApiKey.Created create(String name, Scope scope, @Nullable Instant expiresAt) {
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "scope", scope.label()));
        if (expiresAt != null) {
            body.put("expires_at", expiresAt.toString());
        }
        JsonNode made = server.postJson(KEYS, body);
        return new ApiKey.Created(key(made), made.path("key").asString(""));
    }

    @Override
    public void revoke(String id) {
        server.delete(path(KEYS, id));
    }

    private static String path(String list, String name) {
        return list + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Which sessions a change ends is the server's business. */
    private static Account account(JsonNode user) {
        return new Account(user.path("name").asString(""), Role.of(user.path("role").asString("")),
                user.path("enabled").asBoolean(false), time(user, "locked_until"), 0, Instant.parse(
                        user.path("created_at").asString("")));
    }

    private static ApiKey key(JsonNode key) {
        return new ApiKey(key.path("id").asString(""), key.path("name").asString(""), key.path("prefix").asString(""),
                Scope.of(key.path("scope").asString("")), time(key, "expires_at"),
                Instant.parse(key.path("created_at").asString("")), time(key, "last_used_at"),
                time(key, "revoked_at"));
    }

    private static @Nullable Instant time(JsonNode of, String field) {
        return of.path(field).isString() ? Instant.parse(of.path(field).asString()) : null;
    }
}
