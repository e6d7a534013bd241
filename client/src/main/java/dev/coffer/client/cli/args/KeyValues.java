package dev.coffer.client.cli.args;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The data words of a write: {@code key=value}, {@code key=@file}, {@code key=-} (standard input),
 * {@code key=\@text} for a value that begins with {@code @}, {@code @file.json} and {@code -} for a
 * whole JSON object. A key given more than once becomes a list.
 */
public final class KeyValues {
  /** What a server takes in one request. */
  private static final int INPUT_BYTES_MAX = 32 * 1024 * 1024;

  private final InputStream stdin;
  private boolean stdinRead;

  public KeyValues(InputStream stdin) {
    this.stdin = stdin;
  }

  /**
   * Reads the words into one object.
   *
   * @throws UsageException if a word is none of these, or a file cannot be read
   */
  public Json.Object read(List<String> words) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (String word : words) {
      if (word.equals("-")) {
        members.putAll(object(input(), "standard input").members());
      } else if (word.startsWith("@")) {
        members.putAll(object(file(word.substring(1)), word.substring(1)).members());
      } else {
        add(word, members);
      }
    }
    return new Json.Object(members);
  }

  private void add(String word, Map<String, Json> members) {
    int equals = word.indexOf('=');
    if (equals <= 0) {
      // The word itself is not repeated: it may be a secret that lost its name.
      throw new UsageException("a piece of data is not written as key=value, @file or -");
    }
    String key = word.substring(0, equals);
    Json value = new Json.Text(value(word.substring(equals + 1)));
    members.merge(key, value, KeyValues::join);
  }

  private String value(String written) {
    if (written.equals("-")) {
      return text(input(), "standard input");
    }
    if (written.startsWith("@")) {
      return text(file(written.substring(1)), written.substring(1));
    }
    return written.startsWith("\\@") || written.equals("\\-") ? written.substring(1) : written;
  }

  private static Json join(Json first, Json second) {
    List<Json> items = new ArrayList<>(first instanceof Json.Array array ? array.items() : List.of(first));
    items.add(second);
    return new Json.Array(items);
  }

  private byte[] input() {
    if (stdinRead) {
      throw new UsageException("standard input can be read only once: `-` stands twice");
    }
    stdinRead = true;
    try {
      return limited(stdin.readNBytes(INPUT_BYTES_MAX + 1), "standard input");
    } catch (IOException failed) {
      throw new UsageException("standard input cannot be read: " + failed.getMessage());
    }
  }

  private static byte[] file(String name) {
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return limited(in.readNBytes(INPUT_BYTES_MAX + 1), name);
    } catch (IOException _) {
      throw new UsageException("the file " + name + " cannot be read");
    }
  }

  private static byte[] limited(byte[] bytes, String source) {
    if (bytes.length > INPUT_BYTES_MAX) {
      throw new UsageException(source + " is larger than 32 MiB");
    }
    return bytes;
  }

  /** Bytes that are not text would be damaged silently; JSON has no bytes. */
  private static String text(byte[] bytes, String source) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new UsageException(source + " is not UTF-8 text: encode it first, for example with base64");
    }
  }

  private static Json.Object object(byte[] bytes, String source) {
    try {
      return new JsonReader(JsonLimits.TRUSTED).readObject(bytes);
    } catch (JsonException bad) {
      throw new UsageException(source + ": " + bad.getMessage());
    }
  }
}
