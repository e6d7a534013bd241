package dev.coffer.server.engine.cubbyhole;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Opened;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.lease.Holdings;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.Optional;

/**
 * A private place for each token: rows are named by the token's keyed hash, which comes from the
 * permit and never from the request, so no token reaches another's. Writes expect the token's own
 * row, so nothing is left behind a revocation.
 */
public final class CubbyholeEngine implements Engine {
  private static final int PATH_CHARS_MAX = 1_024;
  private static final int NAMES_MAX = 10_000;
  private static final int PURGE_ROWS_MAX = 500;

  private final Barrier barrier;
  private final String prefix;
  private final String mountPath;

  public CubbyholeEngine(EngineView view) {
    this.barrier = view.barrier();
    this.prefix = view.prefix();
    this.mountPath = view.mountPath();
  }

  public Need readNeed(String path) {
    return Need.of(mountPath + path, Capability.READ);
  }

  /** Both: what a token keeps for itself is asked for under its own name only after the decision. */
  public Need writeNeed(String path) {
    return Need.of(mountPath + path, Capability.CREATE, Capability.UPDATE);
  }

  public Need deleteNeed(String path) {
    return Need.of(mountPath + path, Capability.DELETE);
  }

  /** What listing a folder ({@code ""} or with its slash) needs. */
  public Need listNeed(String folder) {
    return Need.of(mountPath + folder, Capability.LIST);
  }

  /** The JSON object as it was written; whoever reads it closes it. */
  public Optional<SecretBytes> read(Permit permit, String path) {
    permit.requires(readNeed(path));
    Key key = key(permit, path);
    try (Reading reading = barrier.read()) {
      return reading.get(key).map(Opened::value);
    }
  }

  /** Replaces what is there; {@code value} is closed. */
  public void write(Permit permit, String path, SecretBytes value) {
    try (value) {
      permit.requires(writeNeed(path));
      Key key = key(permit, path);
      Changes changes = new Changes().put(key, value).expectAll(permit.revisions());
      Holdings.begin(changes, permit.caller().tokenHash());
      barrier.commit(changes);
    }
  }

  public void delete(Permit permit, String path) {
    permit.requires(deleteNeed(path));
    Key key = key(permit, path);
    barrier.commit(new Changes().delete(key).expectAll(permit.revisions()));
  }

  /** The names in a folder; subfolders end in a slash. */
  public List<String> list(Permit permit, String folder) {
    permit.requires(listNeed(folder));
    if (!folder.isEmpty()) {
      check(folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder);
    }
    try (Reading reading = barrier.read()) {
      return reading.children(place(permit) + folder, "", NAMES_MAX);
    }
  }

  /**
   * Removes everything of a token that is revoked; may be called again, and by several at once.
   *
   * @param tokenHash as in {@link dev.coffer.server.gate.Caller#tokenHash}
   */
  public void purge(String tokenHash) {
    String place = place(tokenHash);
    boolean more = true;
    while (more) {
      List<Key> keys;
      try (Reading reading = barrier.read()) {
        keys = reading.keys(place, Optional.empty(), PURGE_ROWS_MAX);
      }
      if (!keys.isEmpty()) {
        Changes changes = new Changes();
        keys.forEach(changes::delete);
        barrier.commit(changes);
      }
      more = keys.size() == PURGE_ROWS_MAX;
    }
  }

  private Key key(Permit permit, String path) {
    check(path);
    return Key.of(place(permit) + path);
  }

  private String place(Permit permit) {
    String hash = permit.caller().tokenHash();
    if (hash.isEmpty()) {
      throw new Refused(
          new Failure.Malformed("cubbyhole operations are only supported by service tokens"));
    }
    return place(hash);
  }

  private String place(String tokenHash) {
    if (tokenHash.isEmpty() || tokenHash.indexOf('/') >= 0) {
      throw new IllegalArgumentException("a token's hash names one folder");
    }
    return prefix + tokenHash + "/";
  }

  private static void check(String path) {
    if (path.isEmpty()) {
      throw Refused.malformed("missing path");
    }
    if (path.length() > PATH_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("the path", PATH_CHARS_MAX, "characters"));
    }
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new Refused(
            new Failure.Malformed("the path has an empty segment, or a segment '.' or '..'"));
      }
    }
    if (path.codePoints().anyMatch(CubbyholeEngine::strange)) {
      throw new Refused(
          new Failure.Malformed("the path has a control character or is not valid Unicode"));
    }
  }

  private static boolean strange(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE;
  }
}
