/** Tests of logins through a directory, against a real one in memory. */
@NullMarked
package dev.coffer.server.identity.ldap;

import org.jspecify.annotations.NullMarked;
