package dev.coffer.server.config;

import dev.coffer.kit.hcl.Hcl;
import dev.coffer.kit.hcl.HclException;
import dev.coffer.kit.hcl.HclFields;
import dev.coffer.kit.hcl.HclLimits;
import dev.coffer.kit.hcl.HclReader;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads configuration files, as {@code server -config=…} names them: files and directories, whose
 * {@code .hcl} and {@code .json} files are read in the order of their names. What a later file says
 * replaces what an earlier one said; listeners add up. Unknown keys are refused with their place.
 */
public final class ConfigReader {
  private static final int FILES_MAX = 100;
  private static final String SWAP =
      "Coffer cannot keep its memory out of swap; switch swap off, or encrypt it";
  private static final HclReader READER = new HclReader(HclLimits.CONFIG);

  private ConfigReader() {}

  /**
   * The configuration of all of them together.
   *
   * @throws ConfigException naming file, line and what was expected
   */
  public static Config read(List<Path> places) {
    List<Path> files = new ArrayList<>();
    for (Path place : places) {
      files.addAll(filesOf(place));
    }
    if (files.isEmpty() || files.size() > FILES_MAX) {
      throw new ConfigException("expected 1 to " + FILES_MAX + " configuration files ending in .hcl or .json");
    }
    return files.stream()
        .map(file -> part(file.toString(), text(file)))
        .reduce(ConfigPart::then)
        .orElseThrow()
        .complete(files);
  }

  private static List<Path> filesOf(Path place) {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> inside = Files.list(place)) {
      return inside
          .filter(file -> file.toString().endsWith(".hcl") || file.toString().endsWith(".json"))
          .sorted()
          .toList();
    } catch (IOException _) {
      throw new ConfigException(place + ": this directory cannot be read");
    }
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > HclLimits.CONFIG.charsMax()) {
        throw new ConfigException(file + ": more than " + HclLimits.CONFIG.charsMax() + " bytes");
      }
      return Files.readString(file);
    } catch (IOException _) {
      throw new ConfigException(file + ": this file cannot be read, or is not UTF-8");
    }
  }

  /** What one file says. */
  static ConfigPart part(String file, String text) {
    try {
      return part(file, new HclFields(READER.read(text)));
    } catch (HclException bad) {
      throw new ConfigException(file + ": " + bad.getMessage());
    }
  }

  private static ConfigPart part(String file, HclFields fields) {
    List<String> warnings = new ArrayList<>();
    ListenerReader listeners = new ListenerReader(file, warnings);
    ConfigPart part =
        new ConfigPart(
            one(fields, "storage").map(block -> storage(block, file, warnings)),
            fields.blocks("listener", 1).stream().map(listeners::read).toList(),
            one(fields, "seal").map(ConfigReader::seal),
            fields.text("api_addr").map(address -> url(fields, "api_addr", address)),
            fields.text("cluster_addr").map(address -> url(fields, "cluster_addr", address)),
            fields.text("cluster_name"),
            fields.bool("ui").map(ui -> ui(ui, file, warnings)),
            LogPart.read(fields),
            fields.duration("default_lease_ttl"),
            fields.duration("max_lease_ttl"),
            fields.text("pid_file").filter(path -> !path.isEmpty()).map(Path::of),
            Networks.read(fields, "outgoing_allowed_networks"),
            warnings);
    fields
        .bool("disable_mlock")
        .filter(disabled -> !disabled)
        .ifPresent(_ -> warnings.add(file + ": disable_mlock = false: " + SWAP));
    VaultKeys.warn(fields, VaultKeys.TOP, file, warnings);
    fields.end();
    return part;
  }

  private static Optional<HclFields.Block> one(HclFields fields, String name) {
    List<HclFields.Block> blocks = fields.blocks(name, 1);
    if (blocks.size() > 1) {
      throw new HclException(blocks.get(1).place(), "there can be only one " + name);
    }
    return blocks.stream().findFirst();
  }

  private static StorageConfig storage(HclFields.Block block, String file, List<String> warnings) {
    HclFields fields = new HclFields(block.body());
    Hcl.Label type = block.labels().getFirst();
    StorageConfig storage =
        switch (type.text()) {
          case "rocksdb" -> new StorageConfig.RocksDb(path(fields));
          case "inmem" -> {
            warnings.add(file + ": " + type.place() + ": everything is lost when the server stops");
            yield new StorageConfig.InMemory();
          }
          default -> throw new HclException(type.place(), "storage is \"rocksdb\" or \"inmem\"");
        };
    fields.end();
    return storage;
  }

  private static SealConfig seal(HclFields.Block block) {
    HclFields fields = new HclFields(block.body());
    Hcl.Label type = block.labels().getFirst();
    SealConfig seal =
        switch (type.text()) {
          case "shamir" -> new SealConfig.Shamir();
          case "keyfile" -> new SealConfig.KeyFile(path(fields));
          default -> throw new HclException(type.place(), "a seal is \"shamir\" or \"keyfile\"");
        };
    fields.end();
    return seal;
  }

  private static Path path(HclFields fields) {
    return fields
        .text("path")
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .orElseThrow(() -> new HclException(fields.place(), "expected a path here"));
  }

  /** An address as clients are told it: what a browser or {@code VAULT_ADDR} would take. */
  private static String url(HclFields fields, String name, String text) {
    try {
      URI url = new URI(text);
      String scheme = url.getScheme();
      if (url.getHost() != null && ("https".equals(scheme) || "http".equals(scheme))) {
        return text;
      }
    } catch (URISyntaxException _) {
      // It is told below what to write instead.
    }
    throw new HclException(fields.place(), name + " must be a URL, as \"https://coffer.example.com:8200\"");
  }

  private static boolean ui(boolean asked, String file, List<String> warnings) {
    if (asked) {
      warnings.add(file + ": ui = true: there is no web interface yet, so it has no effect");
    }
    return asked;
  }
}
