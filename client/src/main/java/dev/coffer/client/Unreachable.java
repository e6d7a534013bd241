package dev.coffer.client;

import java.io.IOException;

/** No complete answer came from the server. */
public final class Unreachable extends RuntimeException {
  Unreachable(String method, String url, IOException cause) {
    super(method + " " + url + ": " + words(cause), cause);
  }

  /** The JDK names its own classes; people want to know what is wrong with the certificate. */
  private static String tls(javax.net.ssl.SSLException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case java.security.cert.CertPathBuilderException _ -> {
          return "the server's certificate is signed by an unknown authority";
        }
        case java.security.cert.CertificateExpiredException _ -> {
          return "the server's certificate has expired";
        }
        case java.security.cert.CertificateNotYetValidException _ -> {
          return "the server's certificate is not valid yet";
        }
        default -> {}
      }
    }
    String message = failed.getMessage();
    return message == null ? "the TLS handshake failed" : message;
  }

  private static String words(IOException cause) {
    String message = cause.getMessage();
    return switch (cause) {
      case java.net.UnknownHostException _ -> "the host name is not known";
      case java.net.ConnectException _ -> message == null ? "connection refused" : message;
      case java.net.SocketTimeoutException _ -> "no answer in time";
      case java.nio.file.NoSuchFileException missing -> "the file " + missing.getFile() + " is not there";
      case java.nio.file.AccessDeniedException denied -> "the file " + denied.getFile() + " may not be read";
      case javax.net.ssl.SSLException ssl -> tls(ssl);
      default -> message == null ? cause.getClass().getSimpleName() : message;
    };
  }
}
