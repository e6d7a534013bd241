package dev.coffer.server.outgoing;

/**
 * No whole answer came. The message says why in words that may reach whoever configured the target and
 * the log; it names neither addresses nor anything that was sent.
 */
public final class Unanswered extends Exception {
  public Unanswered(String why) {
    super(why);
  }
}
