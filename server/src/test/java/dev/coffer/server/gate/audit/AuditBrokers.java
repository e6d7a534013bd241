package dev.coffer.server.gate.audit;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Brokers over devices in memory. */
public final class AuditBrokers {
  private AuditBrokers() {}

  /** One device in Vault's format with the default options. */
  public static AuditBroker over(AuditDevice device, InstantSource clock) {
    AuditBroker broker = new AuditBroker(clock, System.getLogger("test"));
    broker.use(List.of(enabled("file/", device, Map.of())), AuditedHeaders.DEFAULT);
    return broker;
  }

  static AuditBroker.Enabled enabled(String path, AuditDevice device, Map<String, String> more) {
    Map<String, String> options = new java.util.HashMap<>(more);
    options.put("file_path", "stdout");
    DeviceOptions parsed = DeviceOptions.parse(options);
    Hasher hasher = new Hasher(new byte[32]);
    RecordFormat format =
        parsed.events() ? new EventFormat(hasher) : new VaultFormat(hasher, parsed);
    return new AuditBroker.Enabled(path, format, device);
  }
}
