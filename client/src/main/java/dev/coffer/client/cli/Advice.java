package dev.coffer.client.cli;

import dev.coffer.client.Environment;
import dev.coffer.client.ServerRefused;
import dev.coffer.client.Settings;
import dev.coffer.client.TokenFile;
import dev.coffer.client.Unreachable;
import java.nio.file.Files;
import java.util.Optional;

/** What a person can do about an error: one line after Vault's own words. */
final class Advice {
  private Advice() {}

  static Optional<String> after(ServerRefused refused, Environment environment) {
    String errors = String.join("\n", refused.errors());
    if (errors.contains("sealed")) {
      return Optional.of("The server is sealed: `coffer operator unseal`, once for each key share needed.");
    }
    if (errors.contains("not initialized")) {
      return Optional.of("The server is new: `coffer operator init` creates its keys and its first token.");
    }
    return switch (refused.status()) {
      case 400 ->
          errors.contains("incorrect nonce")
              ? Optional.of("Give -nonce=NONCE as -init printed it. An operation nobody goes on with ends by itself.")
              : Optional.empty();
      case 403 -> Optional.of(forbidden(errors, environment));
      case 404 -> Optional.of("`coffer secrets list` and `coffer list PATH/` show what exists.");
      case 405 -> Optional.of("`coffer path-help PATH` shows what a path supports.");
      case 429 -> Optional.of("The server asks for patience: try again in a moment.");
      default -> Optional.empty();
    };
  }

  private static String forbidden(String errors, Environment environment) {
    boolean fromVariable = environment.setting("TOKEN").isPresent();
    if (!fromVariable && !stored(environment)) {
      return "No token was sent: set VAULT_TOKEN, or `coffer login` stores one.";
    }
    if (errors.contains("invalid token")) {
      return (fromVariable ? "The server does not know the token in VAULT_TOKEN" : "The server does not know this token")
          + ": it may have expired, been revoked, or belong to another server. `coffer login` takes a new one"
          + (fromVariable ? ", once VAULT_TOKEN is unset." : ".");
    }
    return (fromVariable ? "The token in VAULT_TOKEN" : "The token in use")
        + " may not do this here. `coffer token capabilities PATH` shows what it may do, `coffer token lookup` its"
        + " policies.";
  }

  private static boolean stored(Environment environment) {
    return TokenFile.of(environment).map(file -> Files.exists(file.path())).orElse(false);
  }

  /** @param settings what was really used, flags and all */
  static String after(Unreachable gone, Settings settings, boolean addressGiven) {
    if (!addressGiven) {
      return "VAULT_ADDR is not set, so "
          + Settings.DEFAULT_ADDRESS
          + " was tried. A dev server wants: export VAULT_ADDR=http://127.0.0.1:8200";
    }
    boolean plain = settings.address().startsWith("http://");
    String cause = String.valueOf(gone.getCause() == null ? "" : gone.getCause().getMessage());
    if (gone.getCause() instanceof javax.net.ssl.SSLException) {
      return cause.contains("plaintext") || cause.contains("Unsupported or unrecognized SSL message")
          ? "The server seems to speak plain HTTP: set VAULT_ADDR to http://…, if you trust the way to it."
          : "Name the certificate's authority with -ca-cert=FILE or VAULT_CACERT.";
    }
    return plain && cause.contains("without an answer")
        ? "The server may speak TLS: set VAULT_ADDR to https://…"
        : "Is the server running, and is VAULT_ADDR right? `coffer status` tries it.";
  }
}
