package dev.coffer.client;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * A good answer.
 *
 * @param status 2xx, or 404 with data (a deleted version answers so)
 * @param body the JSON object, empty if there was none
 * @param raw the bytes as they came
 */
public record Reply(int status, Json.Object body, SecretBytes raw) {
  public boolean hasBody() {
    return raw.size() > 0;
  }

  public Json.Object data() {
    return body.object("data").orElse(Json.Object.empty());
  }

  /** Some of {@code sys/}, such as health, answers without the usual envelope: then all of it is data. */
  public Reply enveloped() {
    boolean bare = !body.has("request_id") && !body.has("data") && !body.has("auth") && !body.has("wrap_info");
    if (!bare || body.members().isEmpty()) {
      return this;
    }
    Json.Object whole =
        Json.object()
            .put("request_id", "")
            .put("lease_id", "")
            .put("lease_duration", 0)
            .put("renewable", false)
            .put("data", body)
            .build();
    return new Reply(status, whole, raw);
  }

  public Optional<Json.Object> auth() {
    return body.object("auth");
  }

  public Optional<Json.Object> wrapInfo() {
    return body.object("wrap_info");
  }

  public List<String> warnings() {
    return texts(body, "warnings");
  }

  /** The names of a listing. */
  public List<String> keys() {
    return texts(data(), "keys");
  }

  static List<String> texts(Json.Object object, String name) {
    return object.array(name).map(Json.Array::items).orElse(List.of()).stream()
        .filter(Json.Text.class::isInstance)
        .map(item -> ((Json.Text) item).value())
        .toList();
  }
}
