/** Tests of logins by certificate, through the whole server. */
@NullMarked
package dev.coffer.server.identity.cert;

import org.jspecify.annotations.NullMarked;
