package dev.coffer.server.dialect.vault;

import java.util.List;

/** A refusal that only this protocol knows, with its status and words. */
final class WireRefused extends RuntimeException {
  private final int status;
  private final transient List<String> words;

  WireRefused(int status, String... words) {
    super("status " + status, null, false, false);
    this.status = status;
    this.words = List.of(words);
  }

  int status() {
    return status;
  }

  List<String> words() {
    return words;
  }
}
