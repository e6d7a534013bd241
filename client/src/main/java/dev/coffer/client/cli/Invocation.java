package dev.coffer.client.cli;

import dev.coffer.client.Environment;
import dev.coffer.client.Settings;
import dev.coffer.client.TokenFile;
import dev.coffer.client.VaultClient;
import dev.coffer.client.cli.args.Arguments;
import dev.coffer.client.cli.args.KeyValues;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.Format;
import dev.coffer.client.cli.output.Printer;
import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One command being run: its words, its surroundings, and the client, opened when first used. */
public final class Invocation implements AutoCloseable {
  private final Arguments args;
  private final Environment environment;
  private final Console console;
  private final Settings settings;
  private final Printer printer;
  private Optional<VaultClient> client = Optional.empty();

  Invocation(Arguments args, Environment environment, Console console, Format format) {
    this.args = args;
    this.environment = environment;
    this.console = console;
    this.settings = GlobalFlags.apply(args, Settings.from(environment));
    this.printer = new Printer(console.out(), console.outTerminal(), format);
  }

  public Arguments args() {
    return args;
  }

  public Environment environment() {
    return environment;
  }

  public Console console() {
    return console;
  }

  public Settings settings() {
    return settings;
  }

  /** Prints to standard output. */
  public Printer printer() {
    return printer;
  }

  /** A line on standard error; nothing of it belongs to the result. */
  public void note(String text) {
    console.err().println(text);
  }

  /** The words from that positional on, as data to write. */
  Json.Object data(int from) {
    List<String> words = args.positionals();
    return new KeyValues(console.in()).read(words.subList(from, words.size()));
  }

  /** The client, with the token of VAULT_TOKEN or else of the token file. */
  public VaultClient client() {
    if (client.isEmpty()) {
      client = Optional.of(clientWith(token()));
    }
    return client.get();
  }

  /** A client with another token; the caller closes it. */
  VaultClient clientWith(Optional<SecretBytes> token) {
    return args.isOn("output-curl-string")
        ? new VaultClient(settings, token, new CurlTransport(settings, environment.program()))
        : VaultClient.connect(settings, token);
  }

  /** VAULT_TOKEN, or what {@code login} stored. */
  Optional<SecretBytes> token() {
    Optional<String> given = environment.setting("TOKEN");
    if (given.isPresent()) {
      return given.map(String::strip).map(SecretBytes::ofText);
    }
    try {
      Optional<TokenFile> file = TokenFile.of(environment);
      return file.isPresent() ? file.get().read() : Optional.empty();
    } catch (IOException failed) {
      throw new UsageException("the stored token cannot be read: " + failed.getMessage());
    }
  }

  @Override
  public void close() {
    client.ifPresent(VaultClient::close);
    printer.flush();
  }
}
