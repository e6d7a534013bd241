package dev.coffer.server.config;

import dev.coffer.kit.hcl.Hcl;
import dev.coffer.kit.hcl.HclException;
import dev.coffer.kit.hcl.HclFields;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.server.transport.ForwardedFor;
import dev.coffer.server.transport.ListenerSettings;
import dev.coffer.server.transport.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLServerSocketFactory;

/** Reads {@code listener "tcp"} and {@code listener "unix"}. */
final class ListenerReader {
  private static final int MODE_DEFAULT = 0600;
  private static final Duration TIMEOUT_MAX = Duration.ofHours(1);
  private static final int HOPS_MAX = 32;

  private final String file;
  private final List<String> warnings;

  ListenerReader(String file, List<String> warnings) {
    this.file = file;
    this.warnings = warnings;
  }

  ListenerSettings read(HclFields.Block block) {
    HclFields fields = new HclFields(block.body());
    Hcl.Label type = block.labels().getFirst();
    return switch (type.text()) {
      case "tcp" -> tcp(fields);
      case "unix" -> unix(fields);
      default -> throw new HclException(type.place(), "a listener is \"tcp\" or \"unix\"");
    };
  }

  private ListenerSettings tcp(HclFields fields) {
    ListenerSettings.Address address =
        fields.text("address").map(text -> address(fields, text)).orElse(Config.ADDRESS_DEFAULT);
    ListenerSettings listener =
        new ListenerSettings(
            address.toString(), address, tls(fields), limits(fields), forwardedFor(fields), Set.of(),
            openMetrics(fields));
    VaultKeys.warn(fields, VaultKeys.TCP, file, warnings);
    fields.end();
    return listener;
  }

  private ListenerSettings unix(HclFields fields) {
    Path path =
        fields
            .text("address")
            .filter(text -> !text.isEmpty())
            .map(Path::of)
            .orElseThrow(() -> new HclException(fields.place(), "address must be the path of the socket"));
    int mode = fields.text("socket_mode").map(text -> mode(fields, text)).orElse(MODE_DEFAULT);
    ListenerSettings listener =
        new ListenerSettings(
            path.toString(),
            new ListenerSettings.Address.Unix(path, mode),
            Optional.empty(),
            limits(fields),
            ForwardedFor.NEVER,
            Set.of(),
            openMetrics(fields));
    VaultKeys.warn(fields, VaultKeys.UNIX, file, warnings);
    fields.end();
    return listener;
  }

  private static ListenerSettings.Address address(HclFields fields, String text) {
    try {
      return Addresses.tcp(text);
    } catch (ConfigException bad) {
      throw new HclException(fields.place(), String.valueOf(bad.getMessage()));
    }
  }

  private static int mode(HclFields fields, String text) {
    if (!text.matches("0?[0-7]{3}")) {
      throw new HclException(fields.place(), "socket_mode must be three octal digits, as \"0660\"");
    }
    return Integer.parseInt(text, 8);
  }

  private static Optional<TlsSettings> tls(HclFields fields) {
    boolean disabled = fields.bool("tls_disable").orElse(false);
    Optional<Path> certificates = fields.text("tls_cert_file").map(Path::of);
    Optional<Path> key = fields.text("tls_key_file").map(Path::of);
    Optional<Path> authorities = fields.text("tls_client_ca_file").map(Path::of);
    boolean required = fields.bool("tls_require_and_verify_client_cert").orElse(false);
    boolean none = fields.bool("tls_disable_client_certs").orElse(false);
    List<String> protocols = protocols(fields);
    List<String> suites = cipherSuites(fields);
    if (disabled) {
      return Optional.empty();
    }
    if (certificates.isEmpty() || key.isEmpty()) {
      throw new HclException(
          fields.place(), "expected tls_cert_file and tls_key_file, or tls_disable = true");
    }
    if (required && (none || authorities.isEmpty())) {
      throw new HclException(
          fields.place(),
          "tls_require_and_verify_client_cert needs tls_client_ca_file, and not tls_disable_client_certs");
    }
    return Optional.of(
        new TlsSettings(
            certificates.get(),
            key.get(),
            none ? Optional.empty() : authorities,
            !none && authorities.isEmpty(),
            required,
            protocols,
            suites));
  }

  private static List<String> protocols(HclFields fields) {
    int min = version(fields, "tls_min_version", 2);
    int max = version(fields, "tls_max_version", 3);
    if (min > max) {
      throw new HclException(fields.place(), "tls_min_version must not be above tls_max_version");
    }
    List<String> protocols = new ArrayList<>();
    for (int version = max; version >= min; version--) {
      protocols.add("TLSv1." + version);
    }
    return protocols;
  }

  private static int version(HclFields fields, String name, int otherwise) {
    return fields
        .text(name)
        .map(
            text ->
                switch (text) {
                  case "tls12" -> 2;
                  case "tls13" -> 3;
                  default -> throw new HclException(fields.place(), name + " must be \"tls12\" or \"tls13\"");
                })
        .orElse(otherwise);
  }

  private static List<String> cipherSuites(HclFields fields) {
    List<String> suites = Networks.words(fields, "tls_cipher_suites");
    // Only then: asking loads all certificates that the JDK trusts.
    if (!suites.isEmpty() && !supportedSuites().containsAll(suites)) {
      throw new HclException(fields.place(), "tls_cipher_suites names one that this JDK does not have");
    }
    return suites;
  }

  private static Set<String> supportedSuites() {
    SSLServerSocketFactory factory = (SSLServerSocketFactory) SSLServerSocketFactory.getDefault();
    return Set.of(factory.getSupportedCipherSuites());
  }

  private static ListenerSettings.Limits limits(HclFields fields) {
    ListenerSettings.Limits usual = ListenerSettings.Limits.DEFAULT;
    JsonLimits json =
        new JsonLimits(
            (int) number(fields, "max_json_depth", usual.json().depthMax(), 1_000),
            (int) number(fields, "max_json_entries", usual.json().entriesMax(), 10_000_000),
            (int) number(fields, "max_json_string_value_length", usual.json().stringCharsMax(), 1 << 28));
    return new ListenerSettings.Limits(
        number(fields, "max_request_size", usual.bodyBytesMax(), 1L << 30),
        usual.headerBytesMax(),
        usual.headersMax(),
        usual.connectionsMax(),
        timeout(fields, "http_read_header_timeout", usual.readHeader()),
        timeout(fields, "http_read_timeout", usual.readBody()),
        timeout(fields, "http_write_timeout", usual.write()),
        timeout(fields, "http_idle_timeout", usual.idle()),
        json);
  }

  private static long number(HclFields fields, String name, long otherwise, long max) {
    return fields.integer(name, 1, max).orElse(otherwise);
  }

  private static Duration timeout(HclFields fields, String name, Duration otherwise) {
    Duration timeout = fields.duration(name).orElse(otherwise);
    if (timeout.isZero() || timeout.compareTo(TIMEOUT_MAX) > 0) {
      throw new HclException(fields.place(), name + " must be more than zero and at most an hour");
    }
    return timeout;
  }

  private static ForwardedFor forwardedFor(HclFields fields) {
    return new ForwardedFor(
        Networks.read(fields, "x_forwarded_for_authorized_addrs"),
        fields.integer("x_forwarded_for_hop_skips", 0, HOPS_MAX).orElse(0L).intValue(),
        fields.bool("x_forwarded_for_reject_not_present").orElse(true),
        fields.bool("x_forwarded_for_reject_not_authorized").orElse(true));
  }

  private static boolean openMetrics(HclFields fields) {
    Optional<HclFields> telemetry = fields.object("telemetry").map(HclFields::new);
    if (telemetry.isEmpty()) {
      return false;
    }
    boolean open = telemetry.get().bool("unauthenticated_metrics_access").orElse(false);
    telemetry.get().end();
    return open;
  }
}
