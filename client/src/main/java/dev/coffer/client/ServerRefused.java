package dev.coffer.client;

import java.util.List;

/** The server answered with an error. The text is Vault's own form, which scripts look for. */
public final class ServerRefused extends RuntimeException {
  private final int status;
  private final transient List<String> errors;

  ServerRefused(String method, String url, int status, List<String> errors) {
    super(text(method, url, status, errors));
    this.status = status;
    this.errors = List.copyOf(errors);
  }

  private static String text(String method, String url, int status, List<String> errors) {
    StringBuilder text = new StringBuilder("Error making API request.\n\nURL: ");
    text.append(method).append(' ').append(url).append("\nCode: ").append(status).append(". Errors:\n");
    for (String error : errors) {
      text.append("\n* ").append(error);
    }
    return text.toString();
  }

  /** The HTTP status code. */
  public int status() {
    return status;
  }

  /** The server's words. */
  public List<String> errors() {
    return errors;
  }
}
