package dev.coffer.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The words after {@code coffer server}. Long flags take one or two dashes, and their value after
 * {@code =} or as the next word, as Vault's do.
 *
 * @param configs files or directories, in the order given
 * @param devRootTokenId empty for the default
 * @param devListenAddress {@code host:port}, empty for the default
 */
record ServerFlags(
    boolean dev,
    List<Path> configs,
    Optional<String> devRootTokenId,
    Optional<String> devListenAddress,
    boolean devNoStoreToken,
    Optional<String> logLevel) {

  static final String USAGE =
      """
      Usage: coffer server [options]

        Without options: a durable server in ./coffer-data that unseals itself with a key file.

        -config=PATH                 configuration file or directory (may be repeated)
        -dev                         everything in memory, unsealed, with a known root token
        -dev-root-token-id=ID        the root token of -dev (default: root)
        -dev-listen-address=ADDR     where -dev listens (default: 127.0.0.1:8200)
        -dev-no-store-token          do not keep the root token in ~/.vault-token
        -log-level=LEVEL             trace, debug, info, warn or error
      """;

  /** What was wrong with the words; the message says what to do. */
  static final class BadFlags extends RuntimeException {
    BadFlags(String message) {
      super(message, null, false, false);
    }
  }

  static ServerFlags parse(List<String> words) {
    boolean dev = false;
    boolean noStore = false;
    List<Path> configs = new ArrayList<>();
    Optional<String> token = Optional.empty();
    Optional<String> address = Optional.empty();
    Optional<String> level = Optional.empty();
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      if (!word.startsWith("-") || word.equals("-") || word.equals("--")) {
        throw new BadFlags("\"coffer server\" takes no arguments besides its options; see coffer server -help");
      }
      String flag = word.startsWith("--") ? word.substring(2) : word.substring(1);
      int equals = flag.indexOf('=');
      String name = equals < 0 ? flag : flag.substring(0, equals);
      switch (name) {
        case "dev" -> dev = isOn(flag, equals);
        case "dev-no-store-token" -> noStore = isOn(flag, equals);
        case "config", "dev-root-token-id", "dev-listen-address", "log-level" -> {
          if (equals < 0 && at + 1 == words.size()) {
            throw new BadFlags("the option -" + name + " needs a value: -" + name + "=…");
          }
          String value = equals < 0 ? words.get(++at) : flag.substring(equals + 1);
          switch (name) {
            case "config" -> configs.add(Path.of(value));
            case "dev-root-token-id" -> token = Optional.of(value);
            case "dev-listen-address" -> address = Optional.of(value);
            default -> level = Optional.of(value);
          }
        }
        default -> throw new BadFlags("unknown option -" + name + "; see coffer server -help");
      }
    }
    if (dev && !configs.isEmpty()) {
      throw new BadFlags("-dev and -config do not go together: -dev keeps everything in memory");
    }
    if (!dev && (token.isPresent() || address.isPresent() || noStore)) {
      throw new BadFlags("the -dev-… options go with -dev only");
    }
    return new ServerFlags(dev, List.copyOf(configs), token, address, noStore, level);
  }

  private static boolean isOn(String flag, int equals) {
    String value = equals < 0 ? "true" : flag.substring(equals + 1);
    return switch (value) {
      case "true", "1", "t" -> true;
      case "false", "0", "f" -> false;
      default -> throw new BadFlags("-" + flag.substring(0, equals) + " is true or false");
    };
  }
}
