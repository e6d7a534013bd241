package dev.coffer.kit.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON document strictly: UTF-8 without a byte order mark, nothing after it, no duplicate
 * member, no half of a surrogate pair, within limits. Where two readers could understand a text
 * differently, a policy could be bypassed; so it is refused.
 */
public final class JsonReader {
  private final JsonFactory factory;
  private final JsonLimits limits;

  public JsonReader(JsonLimits limits) {
    this.limits = limits;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depthMax())
                    .maxStringLength(limits.stringCharsMax())
                    .maxNumberLength(1_000)
                    .maxNameLength(Math.min(limits.stringCharsMax(), 50_000))
                    .build())
            .build();
  }

  public Json read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads a whole document whose top must be an object. */
  public Json.Object readObject(byte[] utf8) {
    if (read(utf8) instanceof Json.Object object) {
      return object;
    }
    throw new JsonException("the JSON must be an object");
  }

  public Json read(byte[] utf8) {
    refuseOtherEncodings(utf8);
    refuseBrokenUtf8(utf8);
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), utf8)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonException("the JSON is empty");
      }
      Budget budget = new Budget(limits.entriesMax());
      Json value = value(parser, first, budget);
      if (parser.nextToken() != null) {
        throw new JsonException("there is more after the end of the JSON");
      }
      return value;
    } catch (StreamConstraintsException _) {
      throw new JsonException("the JSON is nested too deeply, or a string, name or number in it is too long");
    } catch (StreamReadException bad) {
      throw new JsonException("the JSON is broken" + place(bad.getLocation()));
    } catch (JacksonIOException _) {
      throw new JsonException("the JSON is not valid UTF-8");
    }
  }

  /** The parser would guess UTF-16 and UTF-32 by such beginnings (RFC 8259 §8.1 allows neither). */
  private static void refuseOtherEncodings(byte[] text) {
    if (text.length < 2) {
      return;
    }
    int first = text[0] & 0xff;
    int second = text[1] & 0xff;
    boolean marked = (first == 0xef && second == 0xbb) || first == 0xfe || first == 0xff;
    if (marked || first == 0 || second == 0) {
      throw new JsonException("the JSON must be UTF-8 without a byte order mark");
    }
  }

  /** The parser takes overlong forms and the bytes of surrogates; the strict decoder does not. */
  private static void refuseBrokenUtf8(byte[] text) {
    for (byte one : text) {
      if (one < 0) {
        try {
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
          return;
        } catch (CharacterCodingException _) {
          throw new JsonException("the JSON is not valid UTF-8");
        }
      }
    }
  }

  /** A writer has no bytes for half a pair: what is stored would differ from what was checked. */
  private static String whole(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        if (Character.isLowSurrogate(c) || at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))) {
          throw new JsonException("a text in the JSON has half of a surrogate pair");
        }
        at++;
      }
    }
    return text;
  }

  // Recursion is bounded by depthMax, which the parser enforces.
  private static Json value(JsonParser parser, JsonToken token, Budget budget) {
    return switch (token) {
      case VALUE_STRING -> new Json.Text(whole(parser.getString()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Number(parser.getString());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      case START_ARRAY -> array(parser, budget);
      case START_OBJECT -> object(parser, budget);
      case END_ARRAY, END_OBJECT, PROPERTY_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
          throw new JsonException("the JSON is broken" + place(parser.currentLocation()));
    };
  }

  private static Json array(JsonParser parser, Budget budget) {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
      budget.spend();
      items.add(value(parser, token, budget));
    }
    return new Json.Array(items);
  }

  private static Json object(JsonParser parser, Budget budget) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (JsonToken token = next(parser); token != JsonToken.END_OBJECT; token = next(parser)) {
      budget.spend();
      String name = whole(parser.currentName());
      if (members.putIfAbsent(name, value(parser, next(parser), budget)) != null) {
        throw new JsonException("a name stands twice in an object" + place(parser.currentLocation()));
      }
    }
    return new Json.Object(members);
  }

  private static JsonToken next(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new JsonException("the JSON ends too early");
    }
    return token;
  }

  private static String place(TokenStreamLocation where) {
    return " at line " + where.getLineNr() + ", column " + where.getColumnNr();
  }

  /** Counts entries down, so that a flat but endless document is stopped too. */
  private static final class Budget {
    private int left;

    Budget(int entries) {
      left = entries;
    }

    void spend() {
      if (--left < 0) {
        throw new JsonException("the JSON has too many entries");
      }
    }
  }
}
