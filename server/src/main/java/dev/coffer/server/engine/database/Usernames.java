package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Refused;
import java.util.Map;

/** Names of generated users. */
final class Usernames {
  private Usernames() {}

  static Map<String, String> fields(String displayName, String role) {
    return Map.of("DisplayName", safe(displayName), "RoleName", safe(role));
  }

  /**
   * A name by the connection's template.
   *
   * @throws dev.coffer.server.failure.Refused {@code Malformed} when it is empty or too long there
   */
  static String of(ConnectionConfig config, Database database, TemplateFunctions functions) {
    String template = config.usernameTemplate().isEmpty() ? database.usernameTemplate() : config.usernameTemplate();
    String name = safe(UsernameTemplate.parse(template).render(functions));
    if (name.isEmpty() || name.length() > database.nameCharsMax()) {
      throw Refused.malformed(
          "the username_template of connection \"%s\" makes names of more than %d characters, or empty ones"
              .formatted(config.name(), database.nameCharsMax()));
    }
    return name;
  }

  /** Whatever could mean something in a statement becomes a dash. */
  static String safe(String text) {
    return text.replaceAll("[^A-Za-z0-9_.@-]", "-");
  }
}
