package dev.coffer.client;

import java.io.IOException;

/** No complete answer came from the server. */
public final class Unreachable extends RuntimeException {
  Unreachable(String method, String url, IOException cause) {
    super(method + " " + url + ": " + words(cause), cause);
  }

  private static String words(IOException cause) {
    String message = cause.getMessage();
    return switch (cause) {
      case java.net.UnknownHostException _ -> "the host name is not known";
      case java.net.ConnectException _ -> message == null ? "connection refused" : message;
      case java.net.SocketTimeoutException _ -> "no answer in time";
      default -> message == null ? cause.getClass().getSimpleName() : message;
    };
  }
}
