package dev.coffer.server.gate.wrapping;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.gate.Answer;
import java.time.Duration;
import java.time.Instant;

/** What a wrapping token opens, as its row keeps it. */
record Envelope(Instant created, Duration ttl, String creationPath, Answer answer) {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  Instant expires() {
    return created.plus(ttl);
  }

  boolean isOver(Instant now) {
    return !now.isBefore(expires());
  }

  byte[] encode() {
    return JsonWriter.bytes(
        Json.object()
            .put("created_s", created.getEpochSecond())
            .put("created_ns", created.getNano())
            .put("ttl_ms", ttl.toMillis())
            .put("path", creationPath)
            .put("answer", AnswerCodec.encode(answer))
            .build());
  }

  static Envelope decode(SecretBytes row) {
    Json.Object json = row.read(READER::readObject);
    return new Envelope(
        Instant.ofEpochSecond(
            json.integer("created_s").orElseThrow(), json.integer("created_ns").orElse(0L)),
        Duration.ofMillis(json.integer("ttl_ms").orElseThrow()),
        json.text("path").orElse(""),
        AnswerCodec.decode(json.object("answer").orElse(Json.Object.empty())));
  }
}
