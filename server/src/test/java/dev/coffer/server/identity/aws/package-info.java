/** Tests of logins by AWS principals, against an STS in the same process that checks signatures. */
@NullMarked
package dev.coffer.server.identity.aws;

import org.jspecify.annotations.NullMarked;
