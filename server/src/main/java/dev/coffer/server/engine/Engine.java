package dev.coffer.server.engine;

/**
 * Something that is mounted. Each engine has methods of its own, called by its routes; what is
 * common to all is only that a mount has one.
 */
public interface Engine {

  /** A mount that another room serves: {@code sys/}, {@code identity/}, {@code auth/token/}. */
  record Elsewhere() implements Engine {}

  /** A mount whose rows are being brought into another shape; it serves nothing meanwhile. */
  interface Upgrading extends Engine {

    /**
     * Does a bounded piece of the work, in one commit. Safe to repeat: after a crash, and when two
     * nodes do it at once.
     *
     * @return false when nothing was left to do
     * @throws dev.coffer.server.storage.Conflict when somebody else did that piece
     */
    boolean step();
  }
}
