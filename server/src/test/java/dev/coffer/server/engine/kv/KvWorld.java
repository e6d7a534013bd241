package dev.coffer.server.engine.kv;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.fake.SettableClock;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One KV version 2 mount over the real barrier and a store in memory, with a clock tests move. */
final class KvWorld {
  final Barrier barrier = TestBarrier.unsealed();
  final SettableClock clock = new SettableClock();
  final KvFactory factory = new KvFactory(clock, new SecureRandom());
  final KvV2Engine kv = (KvV2Engine) factory.open(view("2"));
  final Permit permit = Permits.everything();

  EngineView view(String version) {
    return new EngineView(
        barrier, "mount/u-1/", "secret/", Map.of("version", version), Duration.ofDays(32));
  }

  WrittenVersion write(String path, String json) {
    return write(path, json, new ExpectedVersion.Any());
  }

  WrittenVersion write(String path, String json, ExpectedVersion expected) {
    return kv.writes().write(permit, path, payload(json), expected);
  }

  static Payload payload(String json) {
    return new Payload(PayloadKind.JSON, SecretBytes.ofText(json));
  }

  Optional<ReadVersion> read(String path) {
    return kv.reads().read(permit, path, new Which.Current());
  }

  Optional<ReadVersion> read(String path, Which which) {
    return kv.reads().read(permit, path, which);
  }

  /** The payload's text, or the state in capitals, or {@code -} where nothing is. */
  String told(String path, Which which) {
    Optional<ReadVersion> found = read(path, which);
    return found.map(KvWorld::told).orElse("-");
  }

  static String told(ReadVersion found) {
    return found.payload()
        .map(payload -> payload.bytes().read(bytes -> new String(bytes, StandardCharsets.UTF_8)))
        .orElse(found.state().name());
  }

  void settings(String path, SettingsChange change) {
    kv.metadata().put(permit, path, change);
  }

  static SettingsChange versionsMax(int number) {
    return new SettingsChange(
        Optional.of(number), Optional.empty(), Optional.empty(), new SettingsChange.Custom.Kept());
  }

  static SettingsChange deleteAfter(Duration after) {
    return new SettingsChange(
        Optional.empty(), Optional.empty(), Optional.of(after), new SettingsChange.Custom.Kept());
  }

  static SettingsChange custom(Map<String, String> entries) {
    return new SettingsChange(
        Optional.empty(), Optional.empty(), Optional.empty(),
        new SettingsChange.Custom.Replaced(entries));
  }

  void config(KvConfigs.Change change) {
    kv.configs().write(permit, change);
  }

  static KvConfigs.Change historyMax(int entries) {
    return new KvConfigs.Change(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(entries));
  }

  List<Integer> numbers(String path) {
    return kv.metadata().read(permit, path).orElseThrow().versions().stream()
        .map(Version::number)
        .toList();
  }
}
