package dev.coffer.client.cli.run;

import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.PrettyJson;
import dev.coffer.kit.json.Json;
import java.util.Map;

/** Files of variables. A format that cannot carry a value exactly refuses it and names another. */
public enum EnvFile {
  /** Single-quoted for a POSIX shell: {@code set -a; . file}. */
  ENV {
    @Override
    String line(String name, String value) {
      return name + "='" + value.replace("'", "'\\''") + "'";
    }
  },
  /** Bare words, which every reader of such files takes alike; only harmless values fit. */
  ENV_NO_QUOTES {
    @Override
    String line(String name, String value) {
      boolean bare = value.chars().allMatch(c -> c > ' ' && c < 0x7f && "\"'`$\\#&;|<>()*?[]{}~!=".indexOf(c) < 0);
      if (!bare) {
        throw new UsageException(
            "the value of " + name + " does not fit without quotes: use -format=env or -format=json");
      }
      return name + "=" + value;
    }
  },
  /** For {@code docker run --env-file}: everything after {@code =} up to the end of the line. */
  DOCKER {
    @Override
    String line(String name, String value) {
      if (value.chars().anyMatch(c -> c == '\n' || c == '\r')) {
        throw new UsageException(
            "the value of " + name + " has several lines, which docker's format cannot carry: use -format=json");
      }
      return name + "=" + value;
    }
  };

  abstract String line(String name, String value);

  /** The file's text. */
  public String text(Map<String, String> variables) {
    StringBuilder text = new StringBuilder();
    variables.forEach(
        (name, value) -> {
          if (value.indexOf('\0') >= 0) {
            throw new UsageException("the value of " + name + " holds a NUL, which no variable can");
          }
          text.append(line(name, value)).append('\n');
        });
    return text.toString();
  }

  /**
   * The text in the format of that name.
   *
   * @param name env, env-no-quotes, docker or json
   */
  public static String of(String name, Map<String, String> variables) {
    return switch (name) {
      case "env" -> ENV.text(variables);
      case "env-no-quotes" -> ENV_NO_QUOTES.text(variables);
      case "docker" -> DOCKER.text(variables);
      case "json" -> PrettyJson.text(Json.textMap(variables)) + "\n";
      default -> throw new UsageException("-format is one of env, env-no-quotes, json and docker");
    };
  }
}
