/** The REST interface of users and keys, for administrators. */
@NullMarked
package io.sipvault.web.api.account;

import org.jspecify.annotations.NullMarked;
