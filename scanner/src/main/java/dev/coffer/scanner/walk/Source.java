package dev.coffer.scanner.walk;

/** Something that holds text. */
public interface Source {
  /**
   * Hands out work until there is no more. Runs on one thread; the work runs on others.
   *
   * @throws InterruptedException if the scan is given up
   */
  void walk(Desk desk) throws InterruptedException;

  /** Where a source puts its work and its complaints. */
  interface Desk {
    /**
     * Takes a piece of work; waits while too much is waiting. Findings are reported in the order in
     * which work was put here.
     */
    void put(Work work) throws InterruptedException;

    /** Whether nothing under this path is to be read. */
    boolean skips(String path);

    /** Something could not be read: the scan goes on and is partial. */
    void trouble(String what);

    /** Something that the user should know and that loses nothing. */
    void note(String what);
  }

  /** A piece of work: reads fragments and hands them to the sink, on any thread. */
  interface Work {
    void run(FragmentSink sink);

    /** How many bytes it holds while it waits. */
    default int weight() {
      return 0;
    }
  }
}
