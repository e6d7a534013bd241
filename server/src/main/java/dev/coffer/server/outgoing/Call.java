package dev.coffer.server.outgoing;

import dev.coffer.kit.SecretBytes;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One call to somebody else.
 *
 * @param target an absolute {@code https} URL; {@code http} only reaches this machine itself
 * @param headers beside {@code Host} and the length; a value may be a secret, so none is printed
 * @param body what to send, if anything
 * @param authorities PEM certificates to trust instead of the JDK's own list, {@code ""} for that list
 * @param answerIsSigned by somebody the caller knows (OCSP), so that it may come over {@code http} too
 */
public record Call(
    Method method,
    URI target,
    Map<String, String> headers,
    Optional<SecretBytes> body,
    String authorities,
    Limits limits,
    boolean answerIsSigned) {
  /** A longer target or header is nothing that we would send. Characters. */
  static final int LINE_CHARS_MAX = 16_384;

  static final int BODY_BYTES_MAX = 65_536;

  /** What there is to ask with. */
  public enum Method {
    GET,
    POST
  }

  /**
   * What an answer may cost.
   *
   * @param time for everything: the name, the connection, the answer's last byte
   * @param answerBytesMax of its body
   */
  public record Limits(Duration time, int answerBytesMax) {
    /** Enough for a set of keys or a review, and short enough for somebody who waits to log in. */
    public static final Limits USUAL = new Limits(Duration.ofSeconds(10), 1 << 20);
  }

  public Call {
    headers = Map.copyOf(headers);
    requireUrl(target);
    requirePlain(target.toASCIIString());
    headers.forEach(
        (name, value) -> {
          requirePlain(name);
          requirePlain(value);
        });
    if (body.map(SecretBytes::size).orElse(0) > BODY_BYTES_MAX) {
      throw new IllegalArgumentException("more than " + BODY_BYTES_MAX + " bytes to send");
    }
  }

  /** Whose answer is believed because of the server that gives it. */
  public Call(
      Method method,
      URI target,
      Map<String, String> headers,
      Optional<SecretBytes> body,
      String authorities,
      Limits limits) {
    this(method, target, headers, body, authorities, limits, false);
  }

  /** A question that is no secret, and an answer that proves itself. */
  public static Call forSignedAnswer(
      URI target, Map<String, String> headers, SecretBytes body, int answerBytesMax) {
    Limits limits = new Limits(Limits.USUAL.time(), answerBytesMax);
    return new Call(Method.POST, target, headers, Optional.of(body), "", limits, true);
  }

  public static Call get(URI target, String authorities) {
    return new Call(Method.GET, target, Map.of(), Optional.empty(), authorities, Limits.USUAL);
  }

  public static Call post(
      URI target, Map<String, String> headers, SecretBytes body, String authorities) {
    return new Call(Method.POST, target, headers, Optional.of(body), authorities, Limits.USUAL);
  }

  /** Whether a call can be made to what the text says: for those who check a configuration. */
  public static boolean isTarget(String text) {
    try {
      requireUrl(new URI(text));
      requirePlain(text);
      return true;
    } catch (URISyntaxException | IllegalArgumentException _) {
      return false;
    }
  }

  boolean isTls() {
    return target.getScheme().toLowerCase(Locale.ROOT).equals("https");
  }

  int port() {
    return target.getPort() >= 0 ? target.getPort() : isTls() ? 443 : 80;
  }

  /** Without the brackets that an IPv6 address has in an URL. */
  String host() {
    String host = target.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static void requireUrl(URI target) {
    String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
    boolean known = scheme.equals("https") || scheme.equals("http");
    if (!known || target.getHost() == null || target.getRawUserInfo() != null) {
      throw new IllegalArgumentException("a target is an https URL with a host and without user");
    }
  }

  /** A line break in a header would let its value start another request. */
  private static void requirePlain(String text) {
    boolean plain = text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    if (!plain || text.length() > LINE_CHARS_MAX) {
      throw new IllegalArgumentException("a target or header is too long or not plain ASCII");
    }
  }

  @Override
  public String toString() {
    return "Call[" + method + " " + target.getHost() + "]";
  }
}
