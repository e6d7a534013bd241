package dev.coffer.kit.hcl;

/**
 * The text is no HCL, passes a limit, or says something that is not known where it stands. The
 * message names line, column and what was expected, never the content.
 */
public final class HclException extends RuntimeException {
  private final transient Hcl.Place place;

  public HclException(Hcl.Place place, String expected) {
    super(place + ": " + expected, null, false, false);
    this.place = place;
  }

  public Hcl.Place place() {
    return place;
  }
}
