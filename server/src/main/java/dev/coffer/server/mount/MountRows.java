package dev.coffer.server.mount;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.engine.LockoutTerms;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mount table as a row: all mounts in one, so that it is read at once and a missing mount can
 * only be a damaged row.
 */
final class MountRows {
  static final Key KEY = Key.of("core/mounts");
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private MountRows() {}

  static byte[] encode(List<Mount> mounts) {
    List<Json> items = new ArrayList<>(mounts.size());
    mounts.forEach(mount -> items.add(json(mount)));
    return JsonWriter.bytes(Json.object().put("mounts", new Json.Array(items)).build());
  }

  static List<Mount> decode(byte[] row) {
    List<Mount> mounts = new ArrayList<>();
    for (Json item : READER.readObject(row).array("mounts").orElseThrow().items()) {
      mounts.add(mount((Json.Object) item));
    }
    return List.copyOf(mounts);
  }

  static Json.Object json(Mount mount) {
    MountConfig config = mount.config();
    return Json.object()
        .put("kind", mount.kind().name())
        .put("path", mount.path())
        .put("type", mount.type())
        .put("uuid", mount.uuid())
        .put("generation", mount.generation())
        .put("accessor", mount.accessor())
        .put("description", mount.description())
        .put("options", Json.textMap(mount.options()))
        .put("default_lease_seconds", config.defaultLeaseTtl().toSeconds())
        .put("max_lease_seconds", config.maxLeaseTtl().toSeconds())
        .put("force_no_cache", config.forceNoCache())
        .put("non_hmac_request", Json.texts(config.auditNonHmacRequestKeys()))
        .put("non_hmac_response", Json.texts(config.auditNonHmacResponseKeys()))
        .put("visibility", config.listingVisibility())
        .put("passthrough_headers", Json.texts(config.passthroughRequestHeaders()))
        .put("response_headers", Json.texts(config.allowedResponseHeaders()))
        .put("token_type", config.tokenType())
        .put("lockout", lockout(config.lockout()))
        .put("local", mount.local())
        .put("seal_wrap", mount.sealWrap())
        .put("external_entropy", mount.externalEntropyAccess())
        .put("upgrading", mount.upgrading())
        .build();
  }

  static Mount mount(Json.Object row) {
    MountConfig config =
        new MountConfig(
            Duration.ofSeconds(row.integer("default_lease_seconds").orElse(0L)),
            Duration.ofSeconds(row.integer("max_lease_seconds").orElse(0L)),
            row.bool("force_no_cache").orElse(false),
            texts(row, "non_hmac_request"),
            texts(row, "non_hmac_response"),
            row.text("visibility").orElse(""),
            texts(row, "passthrough_headers"),
            texts(row, "response_headers"),
            row.text("token_type").orElse(""),
            row.object("lockout").map(MountRows::lockout).orElse(LockoutTerms.DEFAULT));
    return new Mount(
        MountKind.valueOf(row.text("kind").orElseThrow()),
        row.text("path").orElseThrow(),
        row.text("type").orElseThrow(),
        row.text("uuid").orElseThrow(),
        Math.toIntExact(row.integer("generation").orElse(0L)),
        row.text("accessor").orElseThrow(),
        row.text("description").orElse(""),
        textMap(row.object("options").orElse(Json.Object.empty())),
        config,
        row.bool("local").orElse(false),
        row.bool("seal_wrap").orElse(false),
        row.bool("external_entropy").orElse(false),
        row.bool("upgrading").orElse(false));
  }

  private static Json.Object lockout(LockoutTerms terms) {
    return Json.object()
        .put("disabled", terms.disabled())
        .put("threshold", terms.threshold())
        .put("seconds", terms.duration().toSeconds())
        .put("reset_seconds", terms.counterReset().toSeconds())
        .build();
  }

  private static LockoutTerms lockout(Json.Object row) {
    return new LockoutTerms(
        row.bool("disabled").orElse(false),
        Math.toIntExact(row.integer("threshold").orElseThrow()),
        Duration.ofSeconds(row.integer("seconds").orElseThrow()),
        Duration.ofSeconds(row.integer("reset_seconds").orElseThrow()));
  }

  private static List<String> texts(Json.Object row, String name) {
    List<String> texts = new ArrayList<>();
    row.array(name).ifPresent(array -> array.items().forEach(item -> texts.add(text(item))));
    return texts;
  }

  private static Map<String, String> textMap(Json.Object object) {
    Map<String, String> map = new LinkedHashMap<>();
    object.members().forEach((name, value) -> map.put(name, text(value)));
    return map;
  }

  private static String text(Json value) {
    return value instanceof Json.Text text ? text.value() : "";
  }
}
