package dev.coffer.client;

import dev.coffer.kit.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One call of Vault's API.
 *
 * @param method GET, LIST, PUT, POST, PATCH or DELETE
 * @param path below {@code /v1/}, not encoded
 * @param wrappable whether the settings' wrap TTL applies; questions asked on the way never wrap
 */
public record Call(
    String method, String path, Map<String, String> query, Optional<Json> body, boolean wrappable) {
  private static final String UNENCODED = "-._~/:@!$&'()*+,;=";

  public static Call get(String path) {
    return new Call("GET", path, Map.of(), Optional.empty(), true);
  }

  /** A listing, asked with GET: every proxy lets that through. */
  public static Call list(String path) {
    String folder = path.endsWith("/") || path.isEmpty() ? path : path + "/";
    return get(folder).query("list", "true");
  }

  public static Call put(String path, Json body) {
    return new Call("PUT", path, Map.of(), Optional.of(body), true);
  }

  public static Call put(String path) {
    return new Call("PUT", path, Map.of(), Optional.empty(), true);
  }

  public static Call post(String path, Json body) {
    return new Call("POST", path, Map.of(), Optional.of(body), true);
  }

  /** A merge patch (RFC 7396). */
  public static Call patch(String path, Json body) {
    return new Call("PATCH", path, Map.of(), Optional.of(body), true);
  }

  public static Call delete(String path) {
    return new Call("DELETE", path, Map.of(), Optional.empty(), true);
  }

  /** A removal that carries what it needs to know. */
  public static Call delete(String path, Json body) {
    return new Call("DELETE", path, Map.of(), Optional.of(body), true);
  }

  public Call query(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new Call(method, path, more, body, wrappable);
  }

  public Call query(Map<String, String> values) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.putAll(values);
    return new Call(method, path, more, body, wrappable);
  }

  public Call unwrapped() {
    return new Call(method, path, query, body, false);
  }

  /** The request target: {@code /v1/…}, percent-encoded, with the query. */
  String target() {
    StringBuilder target = new StringBuilder("/v1/");
    encode(path, UNENCODED, target);
    char separator = '?';
    for (Map.Entry<String, String> entry : query.entrySet()) {
      target.append(separator);
      encode(entry.getKey(), "-._~", target);
      target.append('=');
      encode(entry.getValue(), "-._~:,", target);
      separator = '&';
    }
    return target.toString();
  }

  private static void encode(String text, String plain, StringBuilder out) {
    for (byte b : text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(hex(c >> 4)).append(hex(c & 15));
      }
    }
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit);
  }
}
