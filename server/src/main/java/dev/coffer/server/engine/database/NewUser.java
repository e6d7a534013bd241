package dev.coffer.server.engine.database;

import java.time.Instant;

/** A user of a database and what they log in with; never printed, so no record. */
final class NewUser {
  private final String name;
  private final String password;
  private final Instant expires;

  /**
   * @param name of {@link #SAFE} characters
   */
  NewUser(String name, String password, Instant expires) {
    this.name = name;
    this.password = password;
    this.expires = expires;
  }

  /** The characters of generated names: none ends a quoted name or a text in any database's language. */
  static final String SAFE = "[A-Za-z0-9_.@-]+";

  String name() {
    return name;
  }

  String password() {
    return password;
  }

  Instant expires() {
    return expires;
  }
}
