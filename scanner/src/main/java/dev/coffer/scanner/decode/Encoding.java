package dev.coffer.scanner.decode;

/** The encodings, in the order in which gitleaks names them in tags. */
public enum Encoding {
  PERCENT("percent"),
  UNICODE("unicode"),
  HEX("hex"),
  BASE64("base64");

  private final String word;

  Encoding(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
