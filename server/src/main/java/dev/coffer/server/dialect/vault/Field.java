package dev.coffer.server.dialect.vault;

/**
 * A field that a route knows, in the body or, for verbs without one, in the query. Fields that no
 * line declares are ignored and named in the answer's warnings.
 */
public record Field(String name, Type type, String description) {

  /** How a field is written on the wire. */
  public enum Type {
    TEXT("string"),
    INTEGER("integer"),
    /** Seconds as a number, or {@code "1h30m"}. */
    DURATION("string"),
    BOOL("boolean"),
    /** An array of strings, or one string with commas. */
    LIST("array"),
    MAP("object");

    private final String openApi;

    Type(String openApi) {
      this.openApi = openApi;
    }

    String openApi() {
      return openApi;
    }
  }

  public static Field text(String name, String description) {
    return new Field(name, Type.TEXT, description);
  }

  public static Field integer(String name, String description) {
    return new Field(name, Type.INTEGER, description);
  }

  public static Field duration(String name, String description) {
    return new Field(name, Type.DURATION, description);
  }

  public static Field bool(String name, String description) {
    return new Field(name, Type.BOOL, description);
  }

  public static Field list(String name, String description) {
    return new Field(name, Type.LIST, description);
  }

  public static Field map(String name, String description) {
    return new Field(name, Type.MAP, description);
  }
}
