/** Tests of second factors. */
@NullMarked
package dev.coffer.server.identity.mfa;

import org.jspecify.annotations.NullMarked;
