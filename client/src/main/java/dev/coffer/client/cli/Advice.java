package dev.coffer.client.cli;

import dev.coffer.client.Environment;
import dev.coffer.client.ServerRefused;
import dev.coffer.client.Settings;
import dev.coffer.client.Unreachable;
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
      case 403 ->
          Optional.of(
              environment.setting("TOKEN").isPresent()
                  ? "VAULT_TOKEN is used. `coffer token lookup` shows whether it is valid, `coffer token"
                      + " capabilities PATH` what it may do."
                  : "`coffer login` stores a token; `coffer token capabilities PATH` shows what it may do.");
      case 404 -> Optional.of("`coffer secrets list` and `coffer list PATH/` show what exists.");
      case 405 -> Optional.of("`coffer path-help PATH` shows what a path supports.");
      case 429 -> Optional.of("The server asks for patience: try again in a moment.");
      default -> Optional.empty();
    };
  }

  static String after(Unreachable gone, Environment environment) {
    boolean tlsExpected = gone.getCause() instanceof javax.net.ssl.SSLException;
    if (environment.setting("ADDR").isEmpty()) {
      return "VAULT_ADDR is not set, so "
          + Settings.DEFAULT_ADDRESS
          + " was tried. A dev server wants: export VAULT_ADDR=http://127.0.0.1:8200";
    }
    return tlsExpected
        ? "The certificate or the TLS connection was not accepted: name its authority with -ca-cert or"
            + " VAULT_CACERT, or use http:// if the server speaks plain HTTP."
        : "Is the server running, and is VAULT_ADDR right? `coffer status` tries it.";
  }
}
