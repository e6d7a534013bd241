package dev.coffer.server.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An OpenID Connect provider on loopback that signs with real keys: discovery, keys, and the code flow
 * with PKCE, which it checks as a strict one would. The browser's part is {@link #consent}.
 */
public final class TokenIssuer implements AutoCloseable {
  public static final String CLIENT_ID = "coffer client";
  public static final String CLIENT_SECRET = "s3cret:&=";

  private static final JsonReader JSON = new JsonReader(JsonLimits.TRUSTED);

  private final HttpServer http;
  private final Map<String, SigningKey> keys = Collections.synchronizedMap(new LinkedHashMap<>());
  private final Map<String, Pending> codes = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private Optional<String> answeredIssuer = Optional.empty();
  private volatile int status = 200;

  /** A key and how it signs. */
  public record SigningKey(String algorithm, String jdkName, KeyPair pair) {
    /** A new one for an algorithm of JOSE. */
    public static SigningKey make(String algorithm) throws GeneralSecurityException {
      return switch (algorithm) {
        case "RS256" -> new SigningKey(algorithm, "SHA256withRSA", pair("RSA", 2_048));
        case "ES256" -> new SigningKey(algorithm, "SHA256withECDSAinP1363Format", pair("EC", 256));
        case "ES384" -> new SigningKey(algorithm, "SHA384withECDSAinP1363Format", pair("EC", 384));
        case "EdDSA" ->
            new SigningKey(algorithm, "Ed25519", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        default -> throw new IllegalArgumentException(algorithm);
      };
    }

    public static KeyPair pair(String kind, int bits) throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(bits);
      return generator.generateKeyPair();
    }

    public String pem() {
      return "-----BEGIN PUBLIC KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPublic().getEncoded())
          + "\n-----END PUBLIC KEY-----\n";
    }
  }

  private record Pending(String challenge, String redirect, String nonce, Json.Object claims) {}

  public TokenIssuer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.start();
  }

  public String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  public String jwksUrl() {
    return url() + "/keys";
  }

  /** Publishes a new key under a kid. */
  public SigningKey publish(String kid, String algorithm) throws GeneralSecurityException {
    SigningKey key = SigningKey.make(algorithm);
    keys.put(kid, key);
    return key;
  }

  public void publish(String kid, SigningKey key) {
    keys.put(kid, key);
  }

  public void withdraw(String kid) {
    keys.remove(kid);
  }

  /** Every further answer has this status. */
  public void failWith(int code) {
    status = code;
  }

  /** The discovery document names that issuer from now on. */
  public void claimToBe(String issuer) {
    answeredIssuer = Optional.of(issuer);
  }

  /** The paths it was asked for. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** A token that a published key signs. */
  public String token(String kid, String claims) throws GeneralSecurityException {
    SigningKey key = Optional.ofNullable(keys.get(kid)).orElseThrow();
    return signed("{\"alg\":\"" + key.algorithm() + "\",\"kid\":\"" + kid + "\"}", claims, key);
  }

  /** A token with any header. */
  public static String signed(String header, String claims, SigningKey key) throws GeneralSecurityException {
    return signed(header, claims, key.jdkName(), key.pair().getPrivate());
  }

  static String signed(String header, String claims, String jdkName, PrivateKey key)
      throws GeneralSecurityException {
    String text = base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
    Signature signature = Signature.getInstance(jdkName);
    signature.initSign(key);
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + base64(signature.sign());
  }

  public static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * What a person's browser does: goes to the provider, logs in there, is sent back.
   *
   * @param claims of the ID token, to which the nonce is added
   * @return the query that comes back to the client
   */
  public Map<String, String> consent(String authUrl, String claims) {
    Map<String, String> query = form(authUrl.substring(authUrl.indexOf('?') + 1));
    String code = "code-" + codes.size();
    codes.put(
        code,
        new Pending(
            query.getOrDefault("code_challenge", ""),
            query.getOrDefault("redirect_uri", ""),
            query.getOrDefault("nonce", ""),
            JSON.readObject(claims.getBytes(StandardCharsets.UTF_8))));
    return Map.of("code", code, "state", query.getOrDefault("state", ""));
  }

  public static Map<String, String> form(String text) {
    Map<String, String> form = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      form.put(
          URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Optional<String> answer =
        switch (path) {
          case "/.well-known/openid-configuration" -> Optional.of(discovery());
          case "/keys", "/openid/v1/jwks" -> Optional.of(published());
          case "/token" ->
              exchanged(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")), form(body));
          default -> Optional.empty();
        };
    byte[] bytes = answer.orElse("{}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.isEmpty() ? 400 : status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String discovery() {
    return "{\"issuer\":\"%s\",\"authorization_endpoint\":\"%s/authorize\",\"token_endpoint\":\"%s/token\",\"jwks_uri\":\"%s\"}"
        .formatted(answeredIssuer.orElse(url()), url(), url(), jwksUrl());
  }

  private String published() {
    List<Json> all = new ArrayList<>();
    keys.forEach((kid, key) -> all.add(jwk(kid, key)));
    return new String(JsonWriter.bytes(Json.object().put("keys", new Json.Array(all)).build()), StandardCharsets.UTF_8);
  }

  private static Json jwk(String kid, SigningKey key) {
    Json.Builder jwk = Json.object().put("kid", kid).put("use", "sig").put("alg", key.algorithm());
    switch (key.pair().getPublic()) {
      case RSAPublicKey rsa ->
          jwk.put("kty", "RSA")
              .put("n", base64(unsigned(rsa.getModulus(), 0)))
              .put("e", base64(unsigned(rsa.getPublicExponent(), 0)));
      case ECPublicKey ec -> {
        int bytes = (ec.getParams().getOrder().bitLength() + 7) / 8;
        jwk.put("kty", "EC")
            .put("crv", bytes == 32 ? "P-256" : "P-384")
            .put("x", base64(unsigned(ec.getW().getAffineX(), bytes)))
            .put("y", base64(unsigned(ec.getW().getAffineY(), bytes)));
      }
      case EdECPublicKey ed -> {
        byte[] encoded = ed.getEncoded();
        byte[] raw = new byte[32];
        System.arraycopy(encoded, encoded.length - 32, raw, 0, 32);
        jwk.put("kty", "OKP").put("crv", "Ed25519").put("x", base64(raw));
      }
      default -> throw new IllegalStateException("no such key");
    }
    return jwk.build();
  }

  private static byte[] unsigned(BigInteger number, int bytesMin) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 && bytes.length > 1 ? 1 : 0;
    int length = Math.max(bytesMin, bytes.length - from);
    byte[] out = new byte[length];
    System.arraycopy(bytes, from, out, length - (bytes.length - from), bytes.length - from);
    return out;
  }

  /** RFC 6749 §4.1.3 and RFC 7636 §4.6: the right client, code, address and verifier, and only once. */
  private Optional<String> exchanged(Optional<String> authorization, Map<String, String> form) {
    String pair = "coffer+client:s3cret%3A%26%3D";
    String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    Optional<Pending> pending = Optional.ofNullable(codes.remove(form.getOrDefault("code", "")));
    boolean right =
        authorization.filter(basic::equals).isPresent()
            && "authorization_code".equals(form.get("grant_type"))
            && pending.filter(one -> one.redirect().equals(form.get("redirect_uri"))).isPresent()
            && pending.filter(one -> one.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))).isPresent();
    return right ? Optional.of(idToken(pending.orElseThrow())) : Optional.empty();
  }

  private String idToken(Pending pending) {
    Json.Builder claims = Json.object().put("nonce", pending.nonce()).putAll(pending.claims());
    try {
      String kid = keys.keySet().iterator().next();
      String token = token(kid, new String(JsonWriter.bytes(claims.build()), StandardCharsets.UTF_8));
      return "{\"token_type\":\"Bearer\",\"access_token\":\"a\",\"id_token\":\"" + token + "\"}";
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String challenge(String verifier) {
    try {
      return base64(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
