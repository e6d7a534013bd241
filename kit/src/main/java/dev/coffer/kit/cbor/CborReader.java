package dev.coffer.kit.cbor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.dataformat.cbor.CBORFactory;

/**
 * Reads the items of one array in the order in which {@link CborWriter} wrote them. Items that are
 * left when a reader is done are skipped: a later release may have appended them.
 */
public final class CborReader {
  private static final CBORFactory FACTORY = new CBORFactory();

  private final JsonParser parser;
  private @Nullable JsonToken next;

  private CborReader(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * What {@code items} makes of the array that {@code row} is.
   *
   * @throws CborException when the bytes are something else
   */
  public static <T> T array(byte[] row, Function<CborReader, T> items) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), row)) {
      CborReader reader = new CborReader(parser);
      reader.advance();
      T value = reader.inner(items);
      if (reader.next != null) {
        throw new CborException("there is more after the end of the row");
      }
      return value;
    } catch (StreamReadException | JacksonIOException _) {
      throw new CborException("the row is broken");
    }
  }

  /** What {@code items} makes of the array that comes next. */
  public <T> T inner(Function<CborReader, T> items) {
    expect(JsonToken.START_ARRAY);
    advance();
    T value = items.apply(this);
    while (more()) {
      skip();
    }
    advance();
    return value;
  }

  /** The array that comes next, item by item. */
  public <T> List<T> each(Function<CborReader, T> item) {
    return inner(
        reader -> {
          List<T> values = new ArrayList<>();
          while (reader.more()) {
            values.add(item.apply(reader));
          }
          return values;
        });
  }

  /** The array that comes next, of names each followed by its text; in their order. */
  public Map<String, String> texts() {
    return inner(
        reader -> {
          Map<String, String> texts = new LinkedHashMap<>();
          while (reader.more()) {
            texts.put(reader.text(), reader.text());
          }
          return texts;
        });
  }

  /** Whether this array has another item. */
  public boolean more() {
    if (next == null) {
      throw new CborException("the row ends too early");
    }
    return next != JsonToken.END_ARRAY;
  }

  public long number() {
    expect(JsonToken.VALUE_NUMBER_INT);
    long value = parser.getLongValue();
    advance();
    return value;
  }

  /** A number that fits 32 bits. */
  public int integer() {
    long value = number();
    if (value != (int) value) {
      throw new CborException("a number is too large");
    }
    return (int) value;
  }

  public String text() {
    expect(JsonToken.VALUE_STRING);
    String value = parser.getString();
    advance();
    return value;
  }

  public byte[] bytes() {
    expect(JsonToken.VALUE_EMBEDDED_OBJECT);
    byte @Nullable [] value = parser.getBinaryValue();
    if (value == null) { // CBOR's "undefined" is such a token too.
      throw new CborException("the row holds something else");
    }
    advance();
    return value;
  }

  public boolean flag() {
    boolean value = next == JsonToken.VALUE_TRUE;
    if (!value) {
      expect(JsonToken.VALUE_FALSE);
    }
    advance();
    return value;
  }

  public Instant time() {
    return Nanos.time(number());
  }

  /** A time in milliseconds. */
  public Instant millis() {
    return Instant.ofEpochMilli(number());
  }

  /** Empty for {@code null}. */
  public <T> Optional<T> maybe(Function<CborReader, T> item) {
    if (next == JsonToken.VALUE_NULL) {
      advance();
      return Optional.empty();
    }
    return Optional.of(item.apply(this));
  }

  private void skip() {
    parser.skipChildren();
    advance();
  }

  private void expect(JsonToken token) {
    if (next != token) {
      throw new CborException("the row holds something else");
    }
  }

  private void advance() {
    next = parser.nextToken();
  }
}
