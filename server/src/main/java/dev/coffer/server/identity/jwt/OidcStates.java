package dev.coffer.server.identity.jwt;

import dev.coffer.kit.cbor.CborException;
import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/**
 * What goes with somebody to their provider and comes back: who set out, signed by this server, so that
 * nothing has to be remembered and strangers who ask for thousands cost no memory. The nonce and the PKCE
 * verifier (RFC 7636) are made of it by a key that never leaves the server. A state may come back twice;
 * the provider changes a code for a token only once.
 */
final class OidcStates {
  /** How long somebody may take to log in. */
  static final Duration LIFE = Duration.ofMinutes(5);

  private static final String PURPOSE = "oidc-state";
  private static final int RANDOM_BYTES = 16;
  private static final int CHARS_MAX = 8_192;

  private final Barrier barrier;
  private final String mount;
  private final InstantSource clock;
  private final SecureRandom random;

  OidcStates(Barrier barrier, String mount, InstantSource clock, SecureRandom random) {
    this.barrier = barrier;
    this.mount = mount;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Somebody on their way.
   *
   * @param clientNonce a secret of who asked for the URL, {@code ""} for none; it must come back beside
   *     the state
   */
  record Journey(String role, String redirect, String clientNonce) {
    @Override
    public String toString() {
      return "Journey[" + role + "]";
    }
  }

  String begin(Journey journey) {
    byte[] salt = new byte[RANDOM_BYTES];
    random.nextBytes(salt);
    byte[] facts =
        CborWriter.array(
            out ->
                out.text(journey.role())
                    .text(journey.redirect())
                    .text(journey.clientNonce().isEmpty() ? "" : made("client", journey.clientNonce()))
                    .millis(clock.instant().plus(LIFE))
                    .bytes(salt));
    String text = base64(facts);
    return text + "." + made("state", text);
  }

  /**
   * Who set out with this state.
   *
   * @throws Refused {@code Malformed} when nobody did, or too long ago, or it was somebody else
   */
  Journey end(String state, String clientNonce) {
    int dot = state.lastIndexOf('.');
    if (dot < 0 || state.length() > CHARS_MAX || !isSame(made("state", state.substring(0, dot)), state.substring(dot + 1))) {
      throw refused();
    }
    try {
      return CborReader.array(
          Base64.getUrlDecoder().decode(state.substring(0, dot)),
          in -> {
            Journey journey = new Journey(in.text(), in.text(), clientNonce);
            String client = in.text();
            boolean same = client.isEmpty() || isSame(made("client", clientNonce), client);
            Instant ends = in.millis();
            if (!same || !clock.instant().isBefore(ends)) {
              throw refused();
            }
            return journey;
          });
    } catch (CborException | IllegalArgumentException _) {
      throw refused();
    }
  }

  /** What the ID token must carry. */
  String nonce(String state) {
    return made("nonce", state);
  }

  /** The PKCE verifier: 43 characters, as RFC 7636 §4.1 wants. */
  String verifier(String state) {
    return made("verifier", state);
  }

  /** Its challenge, by S256. */
  String challenge(String state) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return base64(sha256.digest(verifier(state).getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  /** Of this mount alone: a state of another proves nothing here. */
  private String made(String use, String of) {
    return base64(
        barrier.mac(PURPOSE, (use + "\n" + mount + "\n" + of).getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isSame(String made, String sent) {
    return MessageDigest.isEqual(
        made.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Refused refused() {
    return Refused.malformed("expired or missing OAuth state: log in again");
  }
}
