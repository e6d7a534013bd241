package dev.coffer.kit.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the tree as compact UTF-8, numbers as they were read. */
public final class JsonWriter {
  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private JsonWriter() {}

  public static String text(Json value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  public static byte[] bytes(Json value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(value, generator);
    }
    return out.toByteArray();
  }

  // A pattern switch is linked at run time, which costs a command line some of its 50 ms.
  @SuppressWarnings("IfChainToSwitch")
  private static void write(Json value, JsonGenerator generator) {
    if (value instanceof Json.Text text) {
      generator.writeString(text.value());
    } else if (value instanceof Json.Number number) {
      generator.writeNumber(number.literal());
    } else if (value instanceof Json.Bool bool) {
      generator.writeBoolean(bool.value());
    } else if (value instanceof Json.Array array) {
      generator.writeStartArray();
      for (Json item : array.items()) {
        write(item, generator);
      }
      generator.writeEndArray();
    } else if (value instanceof Json.Object object) {
      generator.writeStartObject();
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        generator.writeName(member.getKey());
        write(member.getValue(), generator);
      }
      generator.writeEndObject();
    } else {
      generator.writeNull();
    }
  }
}
