package dev.coffer.kit.cbor;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * Writes one array of items (RFC 8949). A reader of an earlier release skips what it does not know,
 * so new items are appended to the end of an array and none is ever taken away.
 */
public final class CborWriter {
  private static final CBORFactory FACTORY = new CBORFactory();
  private static final int ROW_BYTES = 512;

  private final JsonGenerator generator;

  private CborWriter(JsonGenerator generator) {
    this.generator = generator;
  }

  /** The bytes of one array, whose items {@code items} writes. */
  public static byte[] array(Consumer<CborWriter> items) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(ROW_BYTES);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      new CborWriter(generator).inner(items);
    }
    return out.toByteArray();
  }

  /** An array within this one. */
  public CborWriter inner(Consumer<CborWriter> items) {
    generator.writeStartArray();
    items.accept(this);
    generator.writeEndArray();
    return this;
  }

  /** An array of what {@code write} writes for each value. */
  public <T> CborWriter each(Iterable<T> values, Consumer<? super T> write) {
    return inner(_ -> values.forEach(write));
  }

  /** An array in which each name is followed by its text. */
  public CborWriter texts(Map<String, String> texts) {
    return inner(_ -> texts.forEach((name, text) -> text(name).text(text)));
  }

  /** What {@code write} writes of the value, or {@code null} for none. */
  public <T> CborWriter maybe(Optional<T> value, Consumer<? super T> write) {
    if (value.isEmpty()) {
      return nothing();
    }
    write.accept(value.get());
    return this;
  }

  public CborWriter number(long value) {
    generator.writeNumber(value);
    return this;
  }

  public CborWriter text(String value) {
    generator.writeString(value);
    return this;
  }

  public CborWriter bytes(byte[] value) {
    generator.writeBinary(value);
    return this;
  }

  public CborWriter flag(boolean value) {
    generator.writeBoolean(value);
    return this;
  }

  /** Nanoseconds since 1970. */
  public CborWriter time(Instant when) {
    return number(Nanos.of(when));
  }

  /** {@code null} for no time. */
  public CborWriter time(Optional<Instant> when) {
    return maybe(when, this::time);
  }

  /** Milliseconds since 1970, which take fewer bytes than nanoseconds. */
  public CborWriter millis(Instant when) {
    return number(when.toEpochMilli());
  }

  /** {@code null} for no time. */
  public CborWriter millis(Optional<Instant> when) {
    return maybe(when, this::millis);
  }

  public CborWriter millis(Duration duration) {
    return number(duration.toMillis());
  }

  public CborWriter nothing() {
    generator.writeNull();
    return this;
  }
}
