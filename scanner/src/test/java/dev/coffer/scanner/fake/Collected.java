package dev.coffer.scanner.fake;

import dev.coffer.scanner.Fragment;
import dev.coffer.scanner.walk.FragmentSink;
import dev.coffer.scanner.walk.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a source on one thread and keeps what it gives. */
public final class Collected implements Source.Desk, FragmentSink {
  private final List<String> fragments = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long bytes;
  private int longest;

  public static Collected from(Source source) {
    Collected collected = new Collected();
    try {
      source.walk(collected);
    } catch (InterruptedException _) {
      throw new AssertionError("interrupted");
    }
    return collected;
  }

  /** Path, first line and the beginning of the text of each. */
  public List<String> fragments() {
    return fragments;
  }

  public List<String> troubles() {
    return troubles;
  }

  public List<String> notes() {
    return notes;
  }

  public long bytes() {
    return bytes;
  }

  public int longest() {
    return longest;
  }

  @Override
  public void put(Source.Work work) {
    work.run(this);
  }

  @Override
  public void fragment(Fragment fragment) {
    int length = fragment.content().length();
    bytes += length;
    longest = Math.max(longest, length);
    String text = new String(fragment.content().array(), 0, Math.min(length, 60), StandardCharsets.UTF_8);
    if (fragments.size() < 1_000) {
      fragments.add(fragment.path() + ":" + fragment.firstLine() + " " + text.strip());
    }
  }

  @Override
  public boolean skips(String path) {
    return false;
  }

  @Override
  public void trouble(String what) {
    troubles.add(what);
  }

  @Override
  public void note(String what) {
    notes.add(what);
  }
}
