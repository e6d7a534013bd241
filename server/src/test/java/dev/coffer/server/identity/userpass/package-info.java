/** Tests of user names and passwords, through the whole server. */
@NullMarked
package dev.coffer.server.identity.userpass;

import org.jspecify.annotations.NullMarked;
