package dev.coffer.server.gate.audit;

import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Expectation;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Enables and disables devices, and opens those of the table after unsealing.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/system/audit">Vault's API</a>
 */
public final class AuditDevices {
  private static final int DEVICES_MAX = 16;
  private static final int HEADERS_MAX = 128;
  private static final int SALT_BYTES = 32;

  private final Barrier barrier;
  private final AuditBroker broker;
  private final DeviceOpener opener;
  private final SecureRandom random;
  private final Logger log;
  private final Decoded<AuditTable> tables = new Decoded<>(1, AuditTable::decode);

  public AuditDevices(
      Barrier barrier,
      AuditBroker broker,
      DeviceOpener opener,
      SecureRandom random,
      Logger log) {
    this.barrier = barrier;
    this.broker = broker;
    this.opener = opener;
    this.random = random;
    this.log = log;
  }

  /**
   * Opens the devices of the table; called after every unsealing, before anything is served. A
   * device that cannot be opened counts as one that fails, so that a server whose only device is
   * missing serves nothing until that is mended.
   */
  public synchronized void open() {
    AuditTable table;
    try (Reading reading = barrier.read()) {
      table = read(reading).table();
    }
    List<AuditBroker.Enabled> devices = new ArrayList<>();
    for (DeviceEntry entry : table.devices()) {
      devices.add(known(entry).orElseGet(() -> opened(entry)));
    }
    broker.use(devices, table.headers());
  }

  /**
   * Enables a device once a test record is written to it.
   *
   * @param path with or without the slash at its end
   */
  public synchronized void enable(
      Permit permit, Need need, String path, String type, String description, boolean local,
      Map<String, String> options) {
    permit.requires(need);
    if (!type.equals("file")) {
      throw Refused.malformed("the only audit device type here is file");
    }
    enable(normalized(path), description, local, options, permit.revisions());
  }

  /**
   * The row of a file device at {@code file/}, for a store that is being made: the server opens the
   * device when it unseals. That it can be written is tried now, so that nobody initializes a store
   * whose server would serve nothing.
   */
  public static Changes firstRow(String filePath, DeviceOpener opener, SecureRandom random) {
    Map<String, String> options = Map.of("file_path", filePath);
    DeviceEntry entry = entry("file/", "", false, options, random);
    tried(entry, DeviceOptions.parse(options), opener).device().close();
    return new Changes()
        .put(AuditTable.KEY, AuditTable.EMPTY.with(entry).encode())
        .expectAbsent(AuditTable.KEY);
  }

  private void enable(
      String path,
      String description,
      boolean local,
      Map<String, String> options,
      List<Expectation> revisions) {
    Row row = current();
    AuditTable table = row.table();
    if (table.device(path).isPresent()) {
      throw Refused.malformed("path already in use");
    }
    if (table.devices().size() >= DEVICES_MAX) {
      throw new Refused(new Failure.TooLarge("the table of audit devices", DEVICES_MAX, "devices"));
    }
    DeviceEntry entry = entry(path, description, local, options, random);
    AuditBroker.Enabled device = tried(entry, DeviceOptions.parse(options), opener);
    try {
      commit(table.with(entry), row.expectation(), revisions);
    } catch (RuntimeException problem) {
      device.device().close();
      throw problem;
    }
    List<AuditBroker.Enabled> devices = new ArrayList<>(broker.devices());
    devices.add(device);
    broker.use(devices, table.headers());
  }

  private static DeviceEntry entry(
      String path, String description, boolean local, Map<String, String> options, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new DeviceEntry(path, "file", description, local, options, HexFormat.of().formatHex(salt));
  }

  /** An open device that has written a test record. */
  private static AuditBroker.Enabled tried(
      DeviceEntry entry, DeviceOptions options, DeviceOpener opener) {
    AuditBroker.Enabled device = enabled(entry, options, opener.open(entry.path(), options));
    try {
      device.device().record(testRecord(device));
      return device;
    } catch (IOException _) {
      device.device().close();
      throw Refused.malformed("the audit device could not write a test record");
    } catch (RuntimeException problem) {
      device.device().close();
      throw problem;
    }
  }

  /** Disables a device; one that is not there is no error, as in Vault. */
  public synchronized void disable(Permit permit, Need need, String path) {
    permit.requires(need);
    String name = normalized(path);
    Row row = current();
    AuditTable table = row.table();
    if (table.device(name).isEmpty()) {
      return;
    }
    commit(table.without(name), row.expectation(), permit.revisions());
    broker.use(
        broker.devices().stream().filter(device -> !device.path().equals(name)).toList(),
        table.headers());
  }

  /** The enabled devices as {@code sys/audit} shows them, by path. */
  public Json.Object list(Permit permit, Need need) {
    permit.requires(need);
    Json.Builder all = Json.object();
    for (DeviceEntry entry : current().table().devices()) {
      all.put(
          entry.path(),
          Json.object()
              .put("path", entry.path())
              .put("type", entry.type())
              .put("description", entry.description())
              .put("options", Json.textMap(new TreeMap<>(entry.options())))
              .put("local", entry.local())
              .build());
    }
    return all.build();
  }

  /** What {@code input} looks like in the records of one device. */
  public String hash(Permit permit, Need need, String path, String input) {
    permit.requires(need);
    String name = normalized(path);
    for (AuditBroker.Enabled device : broker.devices()) {
      if (device.path().equals(name)) {
        return device.format().hash(input);
      }
    }
    throw Refused.malformed("unknown audit backend");
  }

  /** Which headers are recorded. */
  public AuditedHeaders headers(Permit permit, Need need) {
    permit.requires(need);
    return current().table().headers();
  }

  /** Records a header from now on, its values hashed or not. */
  public synchronized void recordHeader(Permit permit, Need need, String name, boolean hash) {
    permit.requires(need);
    Row row = current();
    AuditedHeaders changed = row.table().headers().with(checkedHeader(name), hash);
    if (changed.hashed().size() > HEADERS_MAX) {
      throw new Refused(new Failure.TooLarge("the table of audited headers", HEADERS_MAX, "headers"));
    }
    commit(row.table().with(changed), row.expectation(), permit.revisions());
    broker.use(broker.devices(), changed);
  }

  public synchronized void forgetHeader(Permit permit, Need need, String name) {
    permit.requires(need);
    Row row = current();
    AuditedHeaders changed = row.table().headers().without(checkedHeader(name));
    commit(row.table().with(changed), row.expectation(), permit.revisions());
    broker.use(broker.devices(), changed);
  }

  private record Row(AuditTable table, Expectation expectation) {}

  private Row current() {
    try (Reading reading = barrier.read()) {
      return read(reading);
    }
  }

  private Row read(Reading reading) {
    AuditTable table =
        reading.get(AuditTable.KEY, tables).map(Versioned::value).orElse(AuditTable.EMPTY);
    return new Row(table, reading.expectation(AuditTable.KEY));
  }

  private void commit(AuditTable table, Expectation expected, List<Expectation> revisions) {
    barrier.commit(
        new Changes().put(AuditTable.KEY, table.encode()).expect(expected).expectAll(revisions));
  }

  private Optional<AuditBroker.Enabled> known(DeviceEntry entry) {
    return broker.devices().stream()
        .filter(device -> device.path().equals(entry.path()))
        .filter(device -> !(device.device() instanceof FailedDevice))
        .findFirst();
  }

  private AuditBroker.Enabled opened(DeviceEntry entry) {
    try {
      DeviceOptions options = DeviceOptions.parse(entry.options());
      return enabled(entry, options, opener.open(entry.path(), options));
    } catch (Refused refused) {
      log.log(
          Level.ERROR,
          "audit device {0} cannot be opened: {1}",
          entry.path(),
          refused.getMessage());
      return new AuditBroker.Enabled(
          entry.path(), new EventFormat(hasherOf(entry)), new FailedDevice());
    }
  }

  private static AuditBroker.Enabled enabled(
      DeviceEntry entry, DeviceOptions options, AuditDevice device) {
    Hasher hasher = hasherOf(entry);
    RecordFormat format =
        options.events() ? new EventFormat(hasher) : new VaultFormat(hasher, options);
    return new AuditBroker.Enabled(entry.path(), format, device);
  }

  private static Hasher hasherOf(DeviceEntry entry) {
    return new Hasher(HexFormat.of().parseHex(entry.salt()));
  }

  private static byte[] testRecord(AuditBroker.Enabled device) {
    return new RecordBuffer(false)
        .open()
        .member("type", "test")
        .member("path", device.path())
        .close()
        .toBytes();
  }

  private static String normalized(String path) {
    String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}(/[A-Za-z0-9][A-Za-z0-9_.-]{0,63}){0,7}")) {
      throw Refused.malformed("the path of an audit device is a name like file/");
    }
    return name + "/";
  }

  private static String checkedHeader(String name) {
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}")) {
      throw Refused.malformed("that is no name of a header");
    }
    return name.toLowerCase(Locale.ROOT);
  }
}
