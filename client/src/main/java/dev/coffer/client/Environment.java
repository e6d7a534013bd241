package dev.coffer.client;

import java.util.Map;
import java.util.Optional;

/**
 * The process's environment variables. Each setting has two spellings, {@code COFFER_ADDR} and
 * {@code VAULT_ADDR}; Coffer's own wins, so that one shell can know both servers.
 */
public record Environment(Map<String, String> variables) {
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The setting of that name without its prefix, such as {@code ADDR}; an empty one counts as unset. */
  public Optional<String> setting(String name) {
    return variable("COFFER_" + name).or(() -> variable("VAULT_" + name));
  }

  /** A setting that is a yes or no, written as Go's {@code strconv.ParseBool} takes it. */
  public boolean isOn(String name) {
    return setting(name)
        .map(value -> value.equals("1") || value.equalsIgnoreCase("t") || value.equalsIgnoreCase("true"))
        .orElse(false);
  }

  public Optional<String> variable(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /** The name this program was started under: {@code coffer}, or {@code vault} through a link. */
  public String program() {
    return variable("COFFER_ARGV0").orElse("coffer");
  }

  /** Names only: a token may be among the values. */
  @Override
  public String toString() {
    return "Environment" + variables.keySet();
  }
}
