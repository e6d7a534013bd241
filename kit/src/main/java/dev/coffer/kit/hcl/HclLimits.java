package dev.coffer.kit.hcl;

/**
 * What a reader accepts before it gives up.
 *
 * @param charsMax UTF-16 units of the whole text
 * @param depthMax nested blocks, objects and lists
 * @param entriesMax attributes, blocks and list items in the whole text
 */
public record HclLimits(int charsMax, int depthMax, int entriesMax) {
  /** A policy: 1 Mi characters, as deep as parameter values ever are, 20,000 entries. */
  public static final HclLimits POLICY = new HclLimits(1 << 20, 16, 20_000);

  /** A configuration file. */
  public static final HclLimits CONFIG = new HclLimits(1 << 20, 16, 20_000);
}
