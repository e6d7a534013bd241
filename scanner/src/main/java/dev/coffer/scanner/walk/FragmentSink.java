package dev.coffer.scanner.walk;

import dev.coffer.scanner.Fragment;

/** Where a piece of work puts its fragments. */
public interface FragmentSink {
  /** Searches a fragment; its bytes may be used again afterwards. */
  void fragment(Fragment fragment);

  /** Whether nothing under this path is to be read. */
  boolean skips(String path);

  /** Something could not be read: the scan goes on and is partial. */
  void trouble(String what);

  /** Something that the user should know and that loses nothing. */
  void note(String what);
}
