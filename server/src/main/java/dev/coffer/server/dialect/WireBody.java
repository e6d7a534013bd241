package dev.coffer.server.dialect;

/** The body of a request, still on the wire. */
@FunctionalInterface
public interface WireBody {

  /** No body at all. */
  WireBody NONE = _ -> new byte[0];

  /**
   * Reads the whole body; may be called once.
   *
   * @param bytesMax how much is read before the body counts as too large
   * @return the bytes, none for an empty body
   * @throws dev.coffer.server.failure.Refused {@code TooLarge} when more comes than {@code bytesMax}
   */
  byte[] read(long bytesMax);
}
