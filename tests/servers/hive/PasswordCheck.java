// SPDX-License-Identifier: MIT
package azoth.test;

import javax.security.sasl.AuthenticationException;
import org.apache.hive.service.auth.PasswdAuthenticationProvider;

/** The one account of the password fixture: any other pair is refused by the server itself. */
public final class PasswordCheck implements PasswdAuthenticationProvider {
    @Override
    public void Authenticate(String user, String password) throws AuthenticationException {
        if (!"azoth".equals(user) || !"s3cret; {pass}".equals(password)) {
            throw new AuthenticationException("user name or password is wrong");
        }
    }
}
