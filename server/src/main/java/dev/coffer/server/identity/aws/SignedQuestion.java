package dev.coffer.server.identity.aws;

import dev.coffer.server.failure.Refused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The question "who am I?", signed by whoever logs in (AWS Signature Version 4). Nothing of it is
 * believed before STS has answered; here is checked that it is that question and no other, so that
 * what STS says is said of it (checklist E and F).
 *
 * @param headers names in lower case
 * @param region that it was signed for
 */
record SignedQuestion(Map<String, String> headers, String body, String region) {
  static final String SERVER_ID = "x-vault-aws-iam-server-id";
  private static final String HOST = "host";
  private static final String DATE = "x-amz-date";
  private static final String AUTHORIZATION = "authorization";
  private static final int VALUE_CHARS_MAX = 8_192;
  private static final int FIELDS_MAX = 2;
  private static final Duration SKEW_MAX = Duration.ofMinutes(15);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

  /** What SDKs sign and send; anything else could change what is asked. */
  private static final Set<String> ALLOWED =
      Set.of(
          AUTHORIZATION, HOST, DATE, SERVER_ID, "content-type", "content-length", "user-agent",
          "x-amz-security-token", "x-amz-content-sha256", "x-amz-user-agent", "amz-sdk-invocation-id",
          "amz-sdk-request");

  private static final Pattern AUTHORIZED =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=\\w{16,128}/([0-9]{8})/([a-z0-9-]{1,32})/sts/aws4_request,"
              + " ?SignedHeaders=([a-z0-9;-]{1,1000}), ?Signature=[0-9a-f]{64}");

  SignedQuestion {
    headers = Map.copyOf(headers);
  }

  /**
   * The question, when it is one.
   *
   * @param sent headers as the caller names them
   * @param serverId what the server id header must say, empty where it is not asked for
   * @throws Refused {@code Malformed} saying what is wrong, and never quoting it
   */
  static SignedQuestion checked(Map<String, String> sent, String body, Optional<String> serverId, Instant now) {
    Map<String, String> headers = named(sent);
    Matcher authorized = AUTHORIZED.matcher(headers.getOrDefault(AUTHORIZATION, ""));
    if (!authorized.matches()) {
      throw Refused.malformed("the request to STS must be signed with AWS Signature Version 4, for STS");
    }
    requireSigned(headers, List.of(authorized.group(3).split(";", -1)), serverId.isPresent());
    if (serverId.isPresent() && !isSame(serverId.get(), headers.getOrDefault(SERVER_ID, ""))) {
      throw Refused.malformed("the signed header X-Vault-AWS-IAM-Server-ID does not name this server");
    }
    requireTime(headers.getOrDefault(DATE, ""), authorized.group(1), now);
    requireQuestion(headers, body);
    return new SignedQuestion(headers, body, authorized.group(2));
  }

  /** Two spellings of one name could be two values, of which STS would see the other. */
  private static Map<String, String> named(Map<String, String> sent) {
    Map<String, String> headers = new HashMap<>();
    sent.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!ALLOWED.contains(lower)) {
            throw Refused.malformed("iam_request_headers has a header that is not allowed");
          }
          if (value.length() > VALUE_CHARS_MAX || !value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw Refused.malformed("iam_request_headers has a header that is too long or not plain ASCII");
          }
          if (headers.put(lower, value.strip()) != null) {
            throw Refused.malformed("iam_request_headers has a header twice");
          }
        });
    return headers;
  }

  private static void requireSigned(Map<String, String> headers, List<String> signed, boolean serverId) {
    boolean all = Set.copyOf(headers.keySet()).containsAll(signed) && signed.contains(HOST) && signed.contains(DATE);
    boolean nothingElse =
        headers.keySet().stream().filter(name -> name.startsWith("x-")).allMatch(signed::contains);
    if (!all || !nothingElse || signed.stream().distinct().count() != signed.size()) {
      throw Refused.malformed("every header that counts must be signed, and every signed header sent");
    }
    if (serverId && !signed.contains(SERVER_ID)) {
      throw Refused.malformed("missing header X-Vault-AWS-IAM-Server-ID, or it is not signed");
    }
  }

  private static boolean isSame(String expected, String sent) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), sent.getBytes(StandardCharsets.UTF_8));
  }

  private static void requireTime(String date, String day, Instant now) {
    try {
      Instant signed = LocalDateTime.parse(date, TIME).toInstant(ZoneOffset.UTC);
      if (date.startsWith(day) && Duration.between(signed, now).abs().compareTo(SKEW_MAX) <= 0) {
        return;
      }
    } catch (DateTimeParseException _) {
      // As one that is too old.
    }
    throw Refused.malformed("the request was not signed within the last " + SKEW_MAX.toMinutes() + " minutes");
  }

  private static void requireQuestion(Map<String, String> headers, String body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&", FIELDS_MAX + 1)) {
      int equals = pair.indexOf('=');
      if (equals < 0 || fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))) != null) {
        throw notTheQuestion();
      }
    }
    if (!fields.equals(Map.of("Action", "GetCallerIdentity", "Version", "2011-06-15"))) {
      throw notTheQuestion();
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    boolean lengthFits = headers.getOrDefault("content-length", "" + bytes.length).equals("" + bytes.length);
    boolean hashFits = headers.getOrDefault("x-amz-content-sha256", sha256(bytes)).equals(sha256(bytes));
    boolean form = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
    if (!lengthFits || !hashFits || !form) {
      throw notTheQuestion();
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw notTheQuestion();
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Refused notTheQuestion() {
    return Refused.malformed("iam_request_body must be a GetCallerIdentity request of version 2011-06-15, and nothing else");
  }

  String host() {
    return headers.getOrDefault(HOST, "").toLowerCase(Locale.ROOT);
  }

  /** What goes to STS; host and length are written by whoever sends it. */
  Map<String, String> sent() {
    Map<String, String> sent = new HashMap<>(headers);
    sent.remove(HOST);
    sent.remove("content-length");
    return sent;
  }

  @Override
  public String toString() {
    return "SignedQuestion[" + region + "]";
  }
}
