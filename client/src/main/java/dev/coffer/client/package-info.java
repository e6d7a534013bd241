/**
 * A small Java SDK for any server that speaks Vault's API, and the ground the commands stand on. It
 * imports {@code kit} and {@link dev.coffer.client.wire}; of the server it knows only the wire. Begin
 * with {@link dev.coffer.client.VaultClient}; the command line begins at {@code cli.Cli}.
 */
@NullMarked
package dev.coffer.client;

import org.jspecify.annotations.NullMarked;
