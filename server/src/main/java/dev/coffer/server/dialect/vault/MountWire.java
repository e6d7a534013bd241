package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.time.Durations;
import dev.coffer.server.engine.LockoutTerms;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.lease.TtlTuning;
import dev.coffer.server.mount.Mount;
import dev.coffer.server.mount.MountConfig;
import dev.coffer.server.mount.MountKind;
import dev.coffer.server.mount.NewMount;
import dev.coffer.server.mount.Tuning;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mounts in Vault's JSON (Vault API, /sys/mounts and /sys/auth). */
final class MountWire {
  private MountWire() {}

  /** By path, as the listings have them. */
  static Json.Object all(List<Mount> mounts) {
    Json.Builder all = Json.object();
    mounts.forEach(mount -> all.put(mount.path(), mount(mount)));
    return all.build();
  }

  static Json.Object mount(Mount mount) {
    return Json.object()
        .put("accessor", mount.accessor())
        .put("config", config(mount))
        .put("deprecation_status", "supported")
        .put("description", mount.description())
        .put("external_entropy_access", mount.externalEntropyAccess())
        .put("local", mount.local())
        .put("options", options(mount))
        .put("plugin_version", "")
        .put("running_plugin_version", "")
        .put("running_sha256", "")
        .put("seal_wrap", mount.sealWrap())
        .put("type", mount.type())
        .put("uuid", mount.uuid())
        .build();
  }

  private static Json options(Mount mount) {
    return mount.options().isEmpty() ? Json.ofNull() : Json.textMap(mount.options());
  }

  private static Json.Object config(Mount mount) {
    MountConfig config = mount.config();
    Json.Builder told =
        Json.object()
            .put("default_lease_ttl", config.defaultLeaseTtl().toSeconds())
            .put("force_no_cache", config.forceNoCache())
            .put("max_lease_ttl", config.maxLeaseTtl().toSeconds());
    if (mount.kind() == MountKind.AUTH) {
      told.put("token_type", tokenType(config));
    }
    if (!config.lockout().equals(LockoutTerms.DEFAULT)) {
      told.put("user_lockout_config", LockoutWire.of(config.lockout()));
    }
    return told.putAll(optional(config)).build();
  }

  /** What is told only where it was set. */
  private static Json.Object optional(MountConfig config) {
    Json.Builder told = Json.object();
    putList(told, "audit_non_hmac_request_keys", config.auditNonHmacRequestKeys());
    putList(told, "audit_non_hmac_response_keys", config.auditNonHmacResponseKeys());
    putList(told, "passthrough_request_headers", config.passthroughRequestHeaders());
    putList(told, "allowed_response_headers", config.allowedResponseHeaders());
    if (!config.listingVisibility().isEmpty()) {
      told.put("listing_visibility", config.listingVisibility());
    }
    return told.build();
  }

  private static void putList(Json.Builder told, String name, List<String> values) {
    if (!values.isEmpty()) {
      told.put(name, Json.texts(values));
    }
  }

  private static String tokenType(MountConfig config) {
    return config.tokenType().isEmpty() ? "default-service" : config.tokenType();
  }

  /** What {@code tune} tells: lease times as they count, not as they were set. */
  static Json.Object tuned(Mount mount, TtlTuning.Ttls ttls) {
    MountConfig config = mount.config();
    Json.Builder told =
        Json.object()
            .put("default_lease_ttl", ttls.usual().toSeconds())
            .put("description", mount.description())
            .put("force_no_cache", config.forceNoCache())
            .put("max_lease_ttl", ttls.max().toSeconds());
    if (!mount.options().isEmpty()) {
      told.put("options", Json.textMap(mount.options()));
    }
    if (mount.kind() == MountKind.AUTH) {
      told.put("token_type", tokenType(config));
    }
    if (!config.lockout().equals(LockoutTerms.DEFAULT)) {
      told.putAll(LockoutWire.of(config.lockout()));
    }
    return told.putAll(optional(config)).build();
  }

  /** Vault takes the version of a KV mount in its type too. */
  static NewMount newMount(VaultRequest request) {
    String type = request.text("type", "");
    if (type.isEmpty()) {
      throw Refused.malformed("backend type must be specified as a string");
    }
    Map<String, String> options = new LinkedHashMap<>(request.textMap("options").orElse(Map.of()));
    switch (type) {
      case "kv-v1" -> options.put("version", "1");
      case "kv-v2" -> options.put("version", "2");
      default -> {}
    }
    return new NewMount(
        type.equals("kv-v1") || type.equals("kv-v2") ? "kv" : type,
        request.text("description", ""),
        options,
        newConfig(request.object("config").orElse(Json.Object.empty())),
        request.bool("local", false),
        request.bool("seal_wrap", false),
        request.bool("external_entropy_access", false));
  }

  private static MountConfig newConfig(Json.Object config) {
    return new MountConfig(
        duration(config, "default_lease_ttl"),
        duration(config, "max_lease_ttl"),
        config.bool("force_no_cache").orElse(false),
        texts(config, "audit_non_hmac_request_keys"),
        texts(config, "audit_non_hmac_response_keys"),
        config.text("listing_visibility").orElse(""),
        texts(config, "passthrough_request_headers"),
        texts(config, "allowed_response_headers"),
        config.text("token_type").orElse(""),
        config
            .object(LockoutWire.FIELD.name())
            .map(sent -> LockoutWire.changed(LockoutTerms.DEFAULT, sent))
            .orElse(LockoutTerms.DEFAULT));
  }

  private static Duration duration(Json.Object config, String name) {
    Optional<String> text =
        config.get(name)
            .flatMap(
                value ->
                    switch (value) {
                      case Json.Text written -> Optional.of(written.value());
                      case Json.Number number -> Optional.of(number.literal());
                      case Json.Null _ -> Optional.empty();
                      case Json.Bool _, Json.Array _, Json.Object _ ->
                          throw Refused.malformed("a lease TTL is a duration, such as 3600 or \"1h\"");
                    });
    return leaseTtl(text);
  }

  /** {@code system} stands for the server's own. */
  private static Duration leaseTtl(Optional<String> text) {
    if (text.isEmpty() || text.get().isEmpty() || text.get().equals("system")) {
      return Duration.ZERO;
    }
    return Durations.parse(text.get())
        .orElseThrow(() -> Refused.malformed("a lease TTL is a duration, such as 3600 or \"1h\""));
  }

  private static List<String> texts(Json.Object config, String name) {
    return config.array(name).map(Json.Array::items).orElse(List.of()).stream()
        .map(
            item -> {
              if (item instanceof Json.Text text) {
                return text.value();
              }
              throw Refused.malformed("a list of names has texts only");
            })
        .toList();
  }

  static Tuning tuning(VaultRequest request) {
    return new Tuning(
        request.text("description"),
        request.textMap("options"),
        request.text("default_lease_ttl").map(text -> leaseTtl(Optional.of(text))),
        request.text("max_lease_ttl").map(text -> leaseTtl(Optional.of(text))),
        request.list("audit_non_hmac_request_keys"),
        request.list("audit_non_hmac_response_keys"),
        request.text("listing_visibility"),
        request.list("passthrough_request_headers"),
        request.list("allowed_response_headers"),
        request.text("token_type"),
        known ->
            request
                .object(LockoutWire.FIELD.name())
                .map(sent -> LockoutWire.changed(known, sent))
                .orElse(known));
  }
}
