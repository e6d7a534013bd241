package dev.coffer.server.config;

/** The configuration cannot be used. The message says where and what to write instead. */
public final class ConfigException extends RuntimeException {
  public ConfigException(String message) {
    super(message, null, false, false);
  }
}
