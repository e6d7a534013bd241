/** Tests of signed tokens and the keys of their issuers. */
@NullMarked
package dev.coffer.server.identity.jose;

import org.jspecify.annotations.NullMarked;
