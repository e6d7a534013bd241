package dev.coffer.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Random commits and reads, the same against a store and against a TreeMap; they must agree. */
final class OrderedMapModel {
  private static final String[] SEGMENTS = {"a", "a-b", "a0", "b", "é", "\ud83d\ude00", "\uffee", ""};

  private record Expected(String value, long version) {}

  private final Store store;
  private final long seed;
  private final RandomGenerator random;
  private final TreeMap<Key, Expected> model = new TreeMap<>();

  OrderedMapModel(Store store, long seed) {
    this.store = store;
    this.seed = seed;
    this.random = new Random(seed);
  }

  void run(int steps) {
    for (int step = 0; step < steps; step++) {
      commit(step);
      compare(step);
    }
  }

  private void commit(int step) {
    Map<Key, Batch.Change> changes = new LinkedHashMap<>();
    int count = random.nextInt(4);
    for (int at = 0; at < count; at++) {
      Key key = key();
      changes.put(
          key,
          random.nextInt(3) == 0
              ? new Batch.Delete(key)
              : new Batch.Put(key, Ciphertext.owning(value(step, at).getBytes(StandardCharsets.UTF_8))));
    }
    List<Expectation> expectations = expectations();
    boolean holds = expectations.stream().allMatch(one -> one.version() == version(one.key()));
    Batch batch = new Batch(List.copyOf(changes.values()), expectations);
    try {
      long position = store.commit(batch);
      assertThat(holds).as(at(step)).isTrue();
      apply(changes.values(), position);
    } catch (Conflict lost) {
      assertThat(holds).as(at(step)).isFalse();
      assertThat(expectations).as(at(step)).extracting(Expectation::key).contains(lost.key());
    }
  }

  private void apply(Collection<Batch.Change> changes, long position) {
    for (Batch.Change change : changes) {
      switch (change) {
        case Batch.Put put ->
            model.put(
                put.key(),
                new Expected(new String(put.value().bytes(), StandardCharsets.UTF_8), position));
        case Batch.Delete delete -> model.remove(delete.key());
      }
    }
  }

  /** Mostly right, sometimes a version that was or will be another's. */
  private List<Expectation> expectations() {
    List<Expectation> expectations = new ArrayList<>();
    int count = random.nextInt(3);
    for (int at = 0; at < count; at++) {
      Key key = key();
      long version = version(key);
      expectations.add(new Expectation(key, random.nextInt(8) == 0 ? version + 1 : version));
    }
    return expectations;
  }

  private void compare(int step) {
    try (Snapshot snapshot = store.snapshot()) {
      Key key = key();
      assertThat(snapshot.get(key).map(Row::version).orElse(Expectation.ABSENT))
          .as(at(step))
          .isEqualTo(version(key));
      compareScan(snapshot, step);
      compareChildren(snapshot, step);
    }
  }

  private void compareScan(Snapshot snapshot, int step) {
    String prefix = random.nextBoolean() ? "m/" : key().text();
    Optional<Key> after = random.nextBoolean() ? Optional.empty() : Optional.of(key());
    int limit = random.nextInt(1, 9);
    List<String> expected =
        model.entrySet().stream()
            .filter(entry -> entry.getKey().text().startsWith(prefix))
            .filter(entry -> after.isEmpty() || entry.getKey().compareTo(after.get()) > 0)
            .limit(limit)
            .map(entry -> line(entry.getKey(), entry.getValue().value(), entry.getValue().version()))
            .toList();
    assertThat(snapshot.scan(prefix, after, limit))
        .as(at(step))
        .extracting(
            entry ->
                line(
                    entry.key(),
                    new String(entry.row().value().bytes(), StandardCharsets.UTF_8),
                    entry.row().version()))
        .containsExactlyElementsOf(expected);
  }

  private void compareChildren(Snapshot snapshot, int step) {
    String folder = random.nextBoolean() ? "m/" : key().text() + "/";
    String after = random.nextBoolean() ? "" : segment();
    int limit = random.nextInt(1, 9);
    TreeSet<String> expected = new TreeSet<>(Key::compare);
    for (Key key : model.keySet()) {
      if (key.text().startsWith(folder) && key.text().length() > folder.length()) {
        String rest = key.text().substring(folder.length());
        int slash = rest.indexOf('/');
        expected.add(slash < 0 ? rest : rest.substring(0, slash + 1));
      }
    }
    assertThat(snapshot.children(folder, after, limit))
        .as(at(step))
        .containsExactlyElementsOf(
            expected.stream().filter(one -> Key.compare(one, after) > 0).limit(limit).toList());
  }

  private long version(Key key) {
    return Optional.ofNullable(model.get(key)).map(Expected::version).orElse(Expectation.ABSENT);
  }

  private Key key() {
    StringBuilder text = new StringBuilder("m");
    int depth = random.nextInt(1, 4);
    for (int at = 0; at < depth; at++) {
      text.append('/').append(SEGMENTS[random.nextInt(SEGMENTS.length)]);
    }
    return Key.of(text.toString());
  }

  private String segment() {
    return SEGMENTS[random.nextInt(SEGMENTS.length)] + (random.nextBoolean() ? "/" : "");
  }

  private static String value(int step, int at) {
    return "step " + step + " row " + at;
  }

  private static String line(Key key, String value, long version) {
    return key + " = " + value + " @" + version;
  }

  private String at(int step) {
    return "seed " + seed + ", step " + step;
  }
}
