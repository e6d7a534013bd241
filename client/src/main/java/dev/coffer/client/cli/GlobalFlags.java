package dev.coffer.client.cli;

import dev.coffer.client.Settings;
import dev.coffer.client.cli.args.Arguments;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.wire.TlsSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The flags that every command takes. */
final class GlobalFlags {
  private GlobalFlags() {}

  static List<Flag> all() {
    return List.of(
        Flag.value("address", "URL", "the server; also VAULT_ADDR"),
        Flag.value("agent-address", "URL", "accepted for Vault's scripts and used like -address"),
        Flag.value("ca-cert", "FILE", "PEM file of authorities to trust; also VAULT_CACERT"),
        Flag.value("ca-path", "DIR", "directory of such files; also VAULT_CAPATH"),
        Flag.value("client-cert", "FILE", "PEM certificate to show; also VAULT_CLIENT_CERT"),
        Flag.value("client-key", "FILE", "its PKCS#8 key; also VAULT_CLIENT_KEY"),
        Flag.value("tls-server-name", "NAME", "name to expect in the certificate; also VAULT_TLS_SERVER_NAME"),
        Flag.on("tls-skip-verify", "trust any certificate: for experiments only; also VAULT_SKIP_VERIFY"),
        Flag.value("namespace", "PATH", "namespace of the request; also VAULT_NAMESPACE"),
        Flag.value("ns", "PATH", "short for -namespace"),
        Flag.value("wrap-ttl", "DURATION", "wrap the answer in a single-use token; also VAULT_WRAP_TTL"),
        Flag.repeated("header", "NAME=VALUE", "a further HTTP header; may be repeated"),
        Flag.value("format", "table|json|yaml|raw", "how to print; also VAULT_FORMAT"),
        Flag.value("field", "NAME", "print this field alone"),
        Flag.on("output-curl-string", "print the equivalent curl command and send nothing"),
        Flag.on("policy-override", "accepted for Vault's scripts; there is nothing to override"),
        Flag.on("non-interactive", "never ask at the terminal"),
        Flag.on("no-color", "accepted for Vault's scripts; output has no colours"),
        Flag.on("help", "explain the command"),
        Flag.on("h", "short for -help"));
  }

  /** Those that a command does not have a meaning of its own for. */
  static List<Flag> besides(List<Flag> own) {
    return all().stream()
        .filter(flag -> own.stream().noneMatch(other -> other.name().equals(flag.name())))
        .toList();
  }

  static Settings apply(Arguments args, Settings settings) {
    Settings applied = settings;
    Optional<String> address = args.value("address").or(() -> args.value("agent-address"));
    if (address.isPresent()) {
      applied = applied.withAddress(address.get());
    }
    Optional<String> namespace = args.value("namespace").or(() -> args.value("ns"));
    if (namespace.isPresent()) {
      applied = applied.withNamespace(namespace.get());
    }
    if (args.has("wrap-ttl")) {
      applied = applied.withWrapTtl(args.value("wrap-ttl").orElseThrow());
    }
    return applied.withHeaders(headers(args)).withTls(tls(args, applied.tls()));
  }

  private static TlsSettings tls(Arguments args, TlsSettings tls) {
    List<Path> authorities =
        args.value("ca-cert").or(() -> args.value("ca-path")).map(Path::of).map(List::of).orElse(tls.authorities());
    Optional<TlsSettings.ClientCertificate> certificate = tls.clientCertificate();
    if (args.has("client-cert") != args.has("client-key")) {
      throw new UsageException("-client-cert and -client-key belong together");
    }
    if (args.has("client-cert")) {
      certificate =
          Optional.of(
              new TlsSettings.ClientCertificate(
                  Path.of(args.value("client-cert").orElseThrow()),
                  Path.of(args.value("client-key").orElseThrow())));
    }
    return new TlsSettings(
        authorities,
        certificate,
        args.value("tls-server-name").or(tls::serverName),
        args.isOn("tls-skip-verify") || tls.skipVerify());
  }

  private static Map<String, String> headers(Arguments args) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header : args.all("header")) {
      int equals = header.indexOf('=');
      if (equals <= 0) {
        throw new UsageException("-header is written NAME=VALUE");
      }
      headers.put(header.substring(0, equals), header.substring(equals + 1));
    }
    return headers;
  }
}
