/** Tests of logins of pods. */
@NullMarked
package dev.coffer.server.identity.kubernetes;

import org.jspecify.annotations.NullMarked;
