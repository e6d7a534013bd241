package dev.coffer.server.engine.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random operations against the engine and against a map that keeps everything in the plainest way. */
class KvModelTest {
  private static final List<String> PATHS = List.of("a", "a/b", "a/b/c", "d");
  private static final int PAST_SAMPLES = 120;
  private static final int STEPS = 180;

  static LongStream seeds() {
    String given = System.getProperty("seed", "");
    return given.isEmpty() ? LongStream.rangeClosed(1, 6) : LongStream.of(Long.parseLong(given));
  }

  /** One version in the model. */
  private static final class Kept {
    final String text;
    Instant deletion = Instant.MAX;
    boolean destroyed;

    Kept(String text) {
      this.text = text;
    }

    String told(Instant now) {
      return destroyed ? "DESTROYED" : deletion.isAfter(now) ? text : "DELETED";
    }
  }

  /** One secret in the model. */
  private static final class Secret {
    final TreeMap<Integer, Kept> versions = new TreeMap<>();
    int current;
    int versionsMax;
    Duration deleteAfter = Duration.ZERO;
  }

  /** What a reader got at a time. */
  private record Seen(Instant time, String path, String told, boolean listed) {}

  private final KvWorld world = new KvWorld();
  private final TreeMap<String, Secret> model = new TreeMap<>();
  private final List<Seen> seen = new ArrayList<>();
  private int written;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyOperationDoesWhatTheModelDoesNowAndInThePast(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      world.clock.advance(Duration.ofSeconds(1 + random.nextInt(30)));
      // Most of it to one path, so that its history is longer than the entries between two states.
      String path = random.nextBoolean() ? "a" : PATHS.get(random.nextInt(PATHS.size()));
      act(random, path);
      for (String each : PATHS) {
        compare("seed " + seed + " step " + step + " path " + each, each);
      }
    }
    random.ints(PAST_SAMPLES, 0, seen.size())
        .forEach(chosen -> comparePast("seed " + seed, seen.get(chosen)));
  }

  private void act(Random random, String path) {
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> write(random, path);
      case 4 -> {
        world.kv.versions().deleteCurrent(world.permit, path);
        Secret secret = model.get(path);
        if (secret != null) {
          delete(secret, List.of(secret.current));
        }
      }
      case 5 -> {
        List<Integer> numbers = numbers(random);
        world.kv.versions().delete(world.permit, path, numbers);
        Secret secret = model.get(path);
        if (secret != null) {
          delete(secret, numbers);
        }
      }
      case 6 -> {
        List<Integer> numbers = numbers(random);
        world.kv.versions().undelete(world.permit, path, numbers);
        each(path, numbers, version -> version.deletion = Instant.MAX);
      }
      case 7 -> {
        List<Integer> numbers = numbers(random);
        world.kv.versions().destroy(world.permit, path, numbers);
        each(path, numbers, version -> version.destroyed = true);
      }
      case 8 -> settings(random, path);
      default -> {
        if (random.nextInt(4) == 0) {
          world.kv.metadata().remove(world.permit, path);
          model.remove(path);
        }
      }
    }
  }

  private void write(Random random, String path) {
    Secret secret = model.getOrDefault(path, new Secret());
    String json = "{\"n\":" + ++written + ".0}";
    int believed = random.nextInt(3) == 0 ? random.nextInt(4) : secret.current;
    if (believed != secret.current) {
      assertThatThrownBy(() -> world.write(path, json, new ExpectedVersion.Exactly(believed)))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("did not match the current version");
      return;
    }
    world.write(path, json, new ExpectedVersion.Exactly(believed));
    model.put(path, secret);
    Kept kept = new Kept(json);
    if (!secret.deleteAfter.isZero()) {
      kept.deletion = world.clock.instant().plus(secret.deleteAfter);
    }
    int previous = secret.current;
    secret.current = secret.current + 1;
    secret.versions.put(secret.current, kept);
    int keep = secret.versionsMax == 0 ? 10 : secret.versionsMax;
    secret.versions.headMap(secret.current - keep, true).keySet().removeIf(n -> n != previous);
  }

  private void settings(Random random, String path) {
    int versionsMax = random.nextInt(4);
    Duration after = Duration.ofSeconds(random.nextInt(2) * 40L);
    world.settings(path, KvWorld.versionsMax(versionsMax));
    world.settings(path, KvWorld.deleteAfter(after));
    Secret secret = model.computeIfAbsent(path, _ -> new Secret());
    secret.versionsMax = versionsMax;
    secret.deleteAfter = after;
  }

  private static List<Integer> numbers(Random random) {
    return List.of(1 + random.nextInt(12), 1 + random.nextInt(12));
  }

  private void delete(Secret secret, List<Integer> numbers) {
    Instant now = world.clock.instant();
    for (int number : numbers) {
      Kept version = secret.versions.get(number);
      if (version != null && version.deletion.isAfter(now)) {
        version.deletion = now;
      }
    }
  }

  private void each(String path, List<Integer> numbers, Consumer<Kept> change) {
    Secret secret = model.get(path);
    if (secret != null) {
      secret.versions.entrySet().stream()
          .filter(entry -> numbers.contains(entry.getKey()) && !entry.getValue().destroyed)
          .forEach(entry -> change.accept(entry.getValue()));
    }
  }

  private void compare(String where, String path) {
    Instant now = world.clock.instant();
    String expected = expected(path, now);
    assertThat(world.told(path, new Which.Current())).as(where).isEqualTo(expected);
    seen.add(new Seen(now, path, expected, model.containsKey(path)));
    Secret secret = model.get(path);
    if (secret == null) {
      assertThat(world.kv.metadata().read(world.permit, path)).as(where).isEmpty();
      return;
    }
    assertThat(world.numbers(path)).as(where).containsExactlyElementsOf(secret.versions.keySet());
    secret.versions.forEach(
        (number, version) ->
            assertThat(world.told(path, new Which.Number(number)))
                .as(where + " version " + number)
                .isEqualTo(version.told(now)));
  }

  private String expected(String path, Instant now) {
    Secret secret = model.get(path);
    Kept current = secret == null ? null : secret.versions.get(secret.current);
    return current == null ? "-" : current.told(now);
  }

  private void comparePast(String where, Seen then) {
    String told = world.told(then.path, new Which.AsOf(then.time));
    boolean payloadGone = then.told.startsWith("{") && !isKept(then.path, then.told);
    assertThat(told)
        .as(where + " " + then)
        .isEqualTo(payloadGone ? "DESTROYED" : then.told);
    int slash = then.path.lastIndexOf('/') + 1;
    List<String> names =
        world.kv.lists().listAsOf(
            world.permit, then.path.substring(0, slash), Page.ALL, then.time);
    assertThat(names.contains(then.path.substring(slash))).as(where + " " + then).isEqualTo(then.listed);
  }

  private boolean isKept(String path, String text) {
    Secret secret = model.get(path);
    return secret != null
        && secret.versions.values().stream()
            .anyMatch(version -> version.text.equals(text) && !version.destroyed);
  }
}
