package dev.coffer.server.outgoing;

/**
 * No whole answer came. The message says why in words that may reach whoever configured the target and
 * the log; it names neither addresses nor anything that was sent.
 */
public final class Unanswered extends Exception {
  private final String why;

  public Unanswered(String why) {
    super(why);
    this.why = why;
  }

  /** The same words as the message. */
  public String why() {
    return why;
  }
}
