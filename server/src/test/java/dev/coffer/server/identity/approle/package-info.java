/** Tests of AppRole, through the whole server. */
@NullMarked
package dev.coffer.server.identity.approle;

import org.jspecify.annotations.NullMarked;
