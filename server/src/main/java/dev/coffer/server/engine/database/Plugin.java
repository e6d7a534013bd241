package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Refused;
/** The kinds of database, under the names of Vault's plugins. */
enum Plugin {
  POSTGRESQL("postgresql-database-plugin");

  private final String word;

  Plugin(String word) {
    this.word = word;
  }

  static Plugin of(String word) {
    for (Plugin plugin : values()) {
      if (plugin.word.equals(word)) {
        return plugin;
      }
    }
    throw Refused.malformed("unknown plugin_name; known is " + POSTGRESQL.word);
  }
}
