package io.sipvault.web.api.account;

import io.sipvault.web.account.Role;
import io.sipvault.web.account.Users;
import io.sipvault.web.problem.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/users}: who may sign in. */
@RestController
@RequestMapping("/api/users")
final class UserResource {
    private final Users users;

    UserResource(Users users) {
        this.users = users;
    }

    /** All of them. */
    record UserList(List<UserView> users) {}

    /** A user to add. */
    record NewUser(@Nullable String name, @Nullable String role, @Nullable String password) {
        @Override
        public String toString() {
            return "NewUser[name=" + name + ", role=" + role + "]";
        }
    }

    /** What to change; what is absent stays. */
    record UserChange(@Nullable String role, @Nullable String password, @Nullable Boolean enabled) {
        @Override
        public String toString() {
            return "UserChange[role=" + role + ", enabled=" + enabled + "]";
        }
    }

    @GetMapping
    UserList list() {
        return new UserList(users.list().stream().map(UserView::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    UserView add(@RequestBody NewUser user) {
        return UserView.of(users.add(Body.require("name", user.name), Role.of(Body.require("role", user.role)),
                Body.require("password", user.password)));
    }

    @PatchMapping("/{name}")
    UserView change(@PathVariable String name, @RequestBody UserChange change) {
        if (change.role != null) {
            users.changeRole(name, Role.of(change.role));
        }
        if (change.password != null) {
            users.changePassword(name, change.password);
        }
        if (change.enabled != null) {
            enable(name, change.enabled);
        }
        return users.find(name).map(UserView::of).orElseThrow(() -> ApiException.notFound("there is no user '" + name
                + "'; GET /api/users names them"));
    }

    private void enable(String name, boolean enabled) {
        if (enabled) {
            users.enable(name);
        } else {
            users.disable(name);
        }
    }

    /** The name stays taken: what somebody did must not become another's. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disable(@PathVariable String name) {
        users.disable(name);
    }
}
