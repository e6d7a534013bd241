package dev.coffer.client.cli;

import dev.coffer.client.Call;
import dev.coffer.client.Reply;
import dev.coffer.client.VaultClient;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.GoText;
import dev.coffer.kit.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code login -method=oidc}: sends a person to their provider and waits at a port of this machine for them to come
 * back. The words are those of Vault's CLI.
 */
final class BrowserLogin {
  private static final Duration WAIT = Duration.ofMinutes(5);
  private static final int NONCE_BYTES = 20;

  private BrowserLogin() {}

  /** What the words say. */
  private record Way(
      String role, String listen, int port, String redirect, boolean showsBrowser) {
    static Way of(Map<String, Json> words) {
      int port = number(word(words, "port", "8250"));
      String callbackPort = word(words, "callbackport", Integer.toString(port));
      String redirect =
          word(words, "callbackmethod", "http")
              + "://"
              + word(words, "callbackhost", "localhost")
              + ":"
              + number(callbackPort)
              + BrowserReturn.PATH;
      return new Way(
          word(words, "role", ""),
          word(words, "listenaddress", "localhost"),
          port,
          redirect,
          !word(words, "skip_browser", "false").equals("true"));
    }

    private static String word(Map<String, Json> words, String name, String otherwise) {
      return Optional.ofNullable(words.get(name)).map(GoText::of).orElse(otherwise);
    }

    private static int number(String port) {
      if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535) {
        return Integer.parseInt(port);
      }
      throw new UsageException("port and callbackport are numbers up to 65535");
    }
  }

  /** @param mount such as {@code auth/oidc} */
  static Reply login(Invocation in, VaultClient client, String mount, Map<String, Json> words) {
    Way way = Way.of(words);
    String nonce = nonce();
    try (BrowserReturn back = BrowserReturn.at(InetAddress.getByName(way.listen()), way.port())) {
      String url = authUrl(client, mount, way, nonce);
      in.note("Complete the login via your OIDC provider. Launching browser to:\n\n    " + url + "\n");
      if (!way.showsBrowser() || !open(url)) {
        in.note("Open that address in a browser of this machine.");
      }
      in.note("Waiting for OIDC authentication to complete...");
      Map<String, String> query = back.await(WAIT);
      requireSuccess(query);
      return client.call(
          Call.get(mount + "/oidc/callback")
              .query("state", query.getOrDefault("state", ""))
              .query("code", query.getOrDefault("code", ""))
              .query("client_nonce", nonce));
    } catch (IOException failed) {
      throw new UsageException(
          "port " + way.port() + " of " + way.listen() + ": " + failed.getMessage() + " (another one: port=NUMBER)");
    }
  }

  private static String authUrl(VaultClient client, String mount, Way way, String nonce) {
    Json.Object ask =
        Json.object()
            .put("role", way.role())
            .put("redirect_uri", way.redirect())
            .put("client_nonce", nonce)
            .build();
    return client
        .call(Call.put(mount + "/oidc/auth_url", ask).unwrapped())
        .data()
        .text("auth_url")
        .filter(url -> url.startsWith("https://") || url.startsWith("http://"))
        .orElseThrow(
            () ->
                new UsageException(
                    "the server gives no address to log in at: the role may not allow " + way.redirect()));
  }

  private static void requireSuccess(Map<String, String> query) {
    Optional<String> error = Optional.ofNullable(query.get("error"));
    if (error.isPresent()) {
      String more = query.getOrDefault("error_description", "");
      throw new UsageException("the provider refused: " + printable(error.get() + (more.isEmpty() ? "" : ": " + more)));
    }
  }

  /** Whoever knows the port can send this text to a terminal. */
  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static boolean open(String url) {
    String opener = System.getProperty("os.name", "").startsWith("Mac") ? "open" : "xdg-open";
    try {
      new ProcessBuilder(List.of(opener, url))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
