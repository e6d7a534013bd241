package dev.coffer.scanner.walk;

/**
 * How far a source goes.
 *
 * @param fileBytesMax files with more bytes are passed over; 0 for any
 * @param archiveDepth how many archives inside each other are opened; 0 for none
 * @param followSymlinks whether links to files are read
 */
public record Limits(long fileBytesMax, int archiveDepth, boolean followSymlinks) {
  public static final Limits DEFAULT = new Limits(0, 0, false);
}
