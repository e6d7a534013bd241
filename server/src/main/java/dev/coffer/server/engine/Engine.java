package dev.coffer.server.engine;

/**
 * Something that is mounted. Each engine has methods of its own, called by its routes; what is
 * common to all is only that a mount has one.
 */
public interface Engine {

  /** A mount that another room serves: {@code sys/}, {@code identity/}, {@code auth/token/}. */
  record Elsewhere() implements Engine {}
}
