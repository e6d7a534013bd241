package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.kit.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Secrets that a person hands to a command: as a word, through a pipe, or typed unseen. */
final class Secrets {
  private static final int SECRET_BYTES_MAX = 64 * 1024;

  private Secrets() {}

  /** A word of the command line; {@code -} reads standard input, which no process list shows. */
  static String argument(Invocation in, String word) {
    return word.equals("-") ? piped(in) : word.strip();
  }

  /**
   * The nonce of a ceremony: {@code -nonce}, or what the server tells. Coffer tells it only to who
   * started the ceremony, Vault to everybody.
   *
   * @param status where the ceremony's state is read
   */
  static String nonce(Invocation in, String status) {
    return in.args()
        .value("nonce")
        .or(() -> in.client().call(Call.get(status).unwrapped()).body().text("nonce").filter(text -> !text.isEmpty()))
        .orElseThrow(
            () ->
                new UsageException(
                    "-nonce=NONCE is missing: -init printed it, and only who started the operation knows it."
                        + " (Nothing may be under way: -status tells.)"));
  }

  /** The call that gives a ceremony up; Coffer wants its nonce, Vault ignores one. */
  static Call canceling(Invocation in, String attempt) {
    return in.args()
        .value("nonce")
        .map(nonce -> Call.delete(attempt, Json.object().put("nonce", nonce).build()))
        .orElseGet(() -> Call.delete(attempt))
        .unwrapped();
  }

  static String piped(Invocation in) {
    try {
      byte[] bytes = in.console().in().readNBytes(SECRET_BYTES_MAX + 1);
      if (bytes.length > SECRET_BYTES_MAX) {
        throw new UsageException("standard input is too long for a secret");
      }
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException failed) {
      throw new UsageException("standard input cannot be read: " + failed.getMessage());
    }
  }

  /** The positional if it is there, else what a person types, else what the pipe holds. */
  static String positionalOrAsked(Invocation in, int index, String question) {
    if (in.args().positionals().size() > index) {
      return argument(in, in.args().positional(index));
    }
    Optional<String> typed =
        in.args().isOn("non-interactive") ? Optional.empty() : in.console().prompt().ask(question);
    String secret = typed.map(String::strip).orElseGet(() -> piped(in));
    if (secret.isEmpty()) {
      throw new UsageException("nothing was given: pass it as an argument, through a pipe, or type it when asked");
    }
    return secret;
  }
}
