package dev.coffer.scanner.engine;

import dev.coffer.scanner.rule.RuleSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rules as they were kept in a file. Each is read when it is first needed, since a small text needs few of
 * a hundred. Threads may read the same one twice; all of them then use one of the two.
 */
final class PackedRules implements RuleShelf {
  private final byte[] bytes;
  private final String title;
  private final int[] places;
  private final List<CompiledAllowlist> allowlists;
  private final AtomicReferenceArray<@Nullable CompiledRule> read;
  private volatile @Nullable Map<String, Integer> indexes;

  PackedRules(byte[] bytes, String title, int[] places, List<CompiledAllowlist> allowlists) {
    this.bytes = bytes;
    this.title = title;
    this.places = places;
    this.allowlists = allowlists;
    this.read = new AtomicReferenceArray<>(places.length);
  }

  @Override
  public int size() {
    return places.length;
  }

  @Override
  public CompiledRule rule(int index) {
    CompiledRule known = read.get(index);
    if (known != null) {
      return known;
    }
    CompiledRule made = RuleForm.read(new PackReader(bytes, places[index]), index);
    CompiledRule other = read.compareAndExchange(index, null, made);
    return other == null ? made : other;
  }

  @Override
  public Optional<CompiledRule> rule(String id) {
    Map<String, Integer> known = indexes;
    if (known == null) {
      known = new HashMap<>();
      for (int index = 0; index < places.length; index++) {
        // A rule's id is what stands first.
        known.put(new PackReader(bytes, places[index]).text(), index);
      }
      indexes = known;
    }
    return Optional.ofNullable(known.get(id)).map(this::rule);
  }

  @Override
  public List<CompiledAllowlist> allowlists() {
    return allowlists;
  }

  @Override
  public RuleSet rules() {
    return new RuleSet(
        title,
        IntStream.range(0, places.length).mapToObj(index -> rule(index).rule()).toList(),
        allowlists.stream().map(CompiledAllowlist::list).toList());
  }
}
