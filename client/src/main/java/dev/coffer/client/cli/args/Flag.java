package dev.coffer.client.cli.args;

/**
 * A flag of a command, taken with one dash or two.
 *
 * @param value what its value is called in the help; empty for a switch
 */
public record Flag(String name, Kind kind, String value, String help) {
  /** How often a flag may stand and whether it takes a value. */
  public enum Kind {
    /** On or off: {@code -force}, {@code -force=false}. */
    SWITCH,
    /** One value; the last one counts. */
    VALUE,
    /** A value each time it stands. */
    REPEATED
  }

  public static Flag on(String name, String help) {
    return new Flag(name, Kind.SWITCH, "", help);
  }

  public static Flag value(String name, String value, String help) {
    return new Flag(name, Kind.VALUE, value, help);
  }

  public static Flag repeated(String name, String value, String help) {
    return new Flag(name, Kind.REPEATED, value, help);
  }
}
