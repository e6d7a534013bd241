package dev.coffer.kit.json;

/**
 * What a reader accepts before it gives up.
 *
 * @param depthMax nested arrays and objects
 * @param entriesMax members and items in the whole document
 * @param stringCharsMax UTF-16 units of one string
 */
public record JsonLimits(int depthMax, int entriesMax, int stringCharsMax) {
  /** The limits of a request's body (the defaults of Vault 1.20's listener). */
  public static final JsonLimits REQUEST = new JsonLimits(300, 10_000, 1 << 20);

  /** The limits of rows that Coffer wrote itself, and of answers of a server one has chosen. */
  public static final JsonLimits TRUSTED =
      new JsonLimits(1_000, Integer.MAX_VALUE, Integer.MAX_VALUE);
}
