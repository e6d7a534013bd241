package dev.coffer.kit.json;

/** The text is no JSON or passes a limit. The message names the place, never the content. */
public final class JsonException extends RuntimeException {
  public JsonException(String message) {
    super(message, null, false, false);
  }
}
