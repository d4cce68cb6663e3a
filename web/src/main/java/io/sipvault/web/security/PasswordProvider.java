package io.sipvault.web.security;

import io.sipvault.web.account.Account;
import io.sipvault.web.account.SignIn;
import java.time.Clock;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Proves people by the accounts of this installation. */
@Component
final class PasswordProvider implements AuthenticationProvider {
    private final SignIn signIn;
    private final Clock clock;

    PasswordProvider(SignIn signIn, Clock clock) {
        this.signIn = signIn;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication form) {
        Account account = signIn.signIn(form.getName(), String.valueOf(form.getCredentials()))
                .orElseThrow(() -> new BadCredentialsException("name or password are wrong, or the account is locked"));
        return new CallerAuthentication(Caller.person(account, clock.instant()));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
