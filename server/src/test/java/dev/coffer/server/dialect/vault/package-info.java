/** Tests of Vault's HTTP API. */
@NullMarked
package dev.coffer.server.dialect.vault;

import org.jspecify.annotations.NullMarked;
