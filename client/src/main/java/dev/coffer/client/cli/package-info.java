/**
 * The commands that only talk to a server, with Vault's verbs, flags, words and exit codes. Imports
 * the SDK ({@code dev.coffer.client}), {@code cli.args}, {@code cli.output} and {@code cli.run}.
 * Begin with {@link dev.coffer.client.cli.Cli}; {@link dev.coffer.client.cli.Commands} is the table.
 */
@NullMarked
package dev.coffer.client.cli;

import org.jspecify.annotations.NullMarked;
