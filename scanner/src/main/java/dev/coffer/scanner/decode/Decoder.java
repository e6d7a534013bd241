package dev.coffer.scanner.decode;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Opens the encodings of a text, level by level. A level's segments stay in the order of the text,
 * and every level remembers those before it, so that a place in a decoded text can be told in the
 * text as it was read.
 */
public final class Decoder {
  private final List<List<Segment>> levels = new ArrayList<>();

  /**
   * Decodes the text of the level before.
   *
   * @return the text of the next level, or empty if there is nothing to decode
   */
  public Optional<byte[]> decode(byte[] text, int length) {
    List<Candidates.Opened> opened = Candidates.in(text, length);
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    List<Segment> before = levels.isEmpty() ? List.of() : levels.getLast();
    List<Segment> segments = new ArrayList<>(opened.size());
    ByteArrayOutputStream out = new ByteArrayOutputStream(length);
    int done = 0;
    for (Candidates.Opened one : opened) {
      out.write(text, done, one.span().start() - done);
      int start = out.size();
      out.writeBytes(one.content());
      done = one.span().end();
      segments.add(segment(one, new Span(start, out.size()), before));
    }
    out.write(text, done, length - done);
    levels.add(segments);
    return Optional.of(out.toByteArray());
  }

  private Segment segment(Candidates.Opened one, Span decoded, List<Segment> before) {
    Set<Encoding> encodings = EnumSet.of(one.encoding());
    for (Segment outer : before) {
      if (outer.decoded().touches(one.span())) {
        encodings.addAll(outer.encodings());
      }
    }
    return new Segment(one.span(), decoded, original(one.span(), levels.size() - 1), encodings, levels.size() + 1);
  }

  /** The segments of the newest level. */
  public List<Segment> segments() {
    return levels.getLast();
  }

  /** Where a match in the newest text stands in the text as it was read. */
  public Span original(Span match) {
    return original(match, levels.size() - 1);
  }

  private Span original(Span match, int level) {
    Span span = match;
    for (int index = level; index >= 0; index--) {
      for (Segment segment : levels.get(index)) {
        if (segment.decoded().contains(span)) {
          return segment.original();
        }
      }
      // A place that touches no segment has no way up; gitleaks then counts from the beginning.
      span = Segment.up(levels.get(index), span).orElse(new Span(0, 0));
    }
    return span;
  }
}
