package dev.coffer.scanner.decode;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A piece that was decoded.
 *
 * @param encoded where it stood in the text before
 * @param decoded where it stands in the text after
 * @param original where it comes from in the text as it was read
 * @param encodings its own and those that it was inside of
 * @param depth 1 for a piece of the text as it was read
 */
public record Segment(Span encoded, Span decoded, Span original, Set<Encoding> encodings, int depth) {
  /** The segments that a match touches. */
  public static List<Segment> touching(List<Segment> segments, Span match) {
    List<Segment> touched = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.decoded.touches(match)) {
        touched.add(segment);
      }
    }
    return touched;
  }

  /** gitleaks' tags for a match in these segments. */
  public static List<String> tags(List<Segment> touched) {
    Set<Encoding> encodings = EnumSet.noneOf(Encoding.class);
    int depth = 0;
    for (Segment segment : touched) {
      encodings.addAll(segment.encodings);
      depth = Math.max(depth, segment.depth);
    }
    List<String> tags = new ArrayList<>();
    for (Encoding encoding : encodings) {
      tags.add("decoded:" + encoding.word());
    }
    tags.add("decode-depth:" + depth);
    return tags;
  }

  /**
   * Where a piece of a decoded text stands in the text one level up.
   *
   * @return empty if it touches no segment
   */
  static Optional<Span> up(List<Segment> segments, Span match) {
    Optional<Span> all = Optional.empty();
    for (Segment segment : segments) {
      if (!segment.decoded.touches(match)) {
        continue;
      }
      int before = Math.min(0, match.start() - segment.decoded.start());
      int behind = Math.max(0, match.end() - segment.decoded.end());
      Span here = new Span(segment.encoded.start() + before, segment.encoded.end() + behind);
      all = Optional.of(all.isEmpty() ? here : all.get().and(here));
    }
    return all;
  }
}
