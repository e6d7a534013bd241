/** Tests of logins with signed tokens of others. */
@NullMarked
package dev.coffer.server.identity.jwt;

import org.jspecify.annotations.NullMarked;
