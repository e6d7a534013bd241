package dev.coffer.server.transport;

import dev.coffer.server.dialect.WireBody;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.Headers;
import io.helidon.http.RequestException;
import io.helidon.http.media.ReadableEntity;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;

/** A request's body, read within a size, a time and the memory there is; closed when it is answered. */
final class HelidonBody implements WireBody, AutoCloseable {
  private static final int CHUNK_BYTES = 8 << 10;
  private static final byte[] NOTHING = new byte[0];

  private final ReadableEntity entity;
  private final Headers headers;
  private final Deadlines deadlines;
  private final Duration most;
  private final BodyMemory memory;
  private long held;

  HelidonBody(ReadableEntity entity, Headers headers, Deadlines deadlines, Duration most, BodyMemory memory) {
    this.entity = entity;
    this.headers = headers;
    this.deadlines = deadlines;
    this.most = most;
    this.memory = memory;
  }

  @Override
  public byte[] read(long bytesMax) {
    if (!entity.hasEntity()) {
      return NOTHING;
    }
    long announced = headers.contentLength().orElse(-1);
    if (announced > bytesMax) {
      throw tooLarge(bytesMax);
    }
    deadlines.begin(most);
    boolean inTime = false;
    byte[] bytes = NOTHING;
    try {
      bytes = readAll(announced, bytesMax);
    } finally {
      inTime = deadlines.end();
    }
    if (!inTime) {
      throw new UncheckedIOException(new IOException("the body took too long"));
    }
    return bytes;
  }

  private byte[] readAll(long announced, long bytesMax) {
    try {
      // Never closed: closing would read a refused body to its end.
      InputStream in = entity.inputStream();
      return announced >= 0 ? announced(in, (int) announced) : chunked(in, bytesMax);
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    } catch (Refused | UncheckedIOException known) {
      throw known;
    } catch (RuntimeException unread) {
      throw translated(unread, bytesMax);
    }
  }

  /** Only the read beyond the end tells Helidon that the connection is ready for another request. */
  private byte[] announced(InputStream in, int length) throws IOException {
    byte[] bytes = new byte[0];
    int count = 0;
    while (count == bytes.length && count < length) {
      int larger = Math.min(length, Math.max(CHUNK_BYTES, 2 * count));
      hold(larger - count);
      bytes = Arrays.copyOf(bytes, larger);
      count += in.readNBytes(bytes, count, larger - count);
    }
    if (count < length || in.read() >= 0) {
      throw new EOFException("the body does not have its announced length");
    }
    return bytes;
  }

  /** Helidon raises a broken chunk as whatever its parser met first. */
  private static RuntimeException translated(RuntimeException unread, long bytesMax) {
    if (unread instanceof DataReader.InsufficientDataAvailableException) {
      return new UncheckedIOException(new IOException("the caller went away"));
    }
    if (unread instanceof RequestException refused
        && refused.eventType() == DirectHandler.EventType.PAYLOAD_TOO_LARGE) {
      return tooLarge(bytesMax);
    }
    return Refused.malformed("the request's body is not valid HTTP");
  }

  private byte[] chunked(InputStream in, long bytesMax) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      if (whole.size() + (long) count > bytesMax) {
        throw tooLarge(bytesMax);
      }
      hold(count);
      whole.write(chunk, 0, count);
    }
    return whole.toByteArray();
  }

  private void hold(int more) {
    if (!memory.take(held, more)) {
      throw new Refused(new Failure.Unavailable("memory for another body of this size"));
    }
    held += more;
  }

  /** What was read is not needed any more. */
  @Override
  public void close() {
    memory.give(held);
    held = 0;
  }

  private static Refused tooLarge(long bytesMax) {
    return new Refused(new Failure.TooLarge("the request's body", bytesMax, "bytes"));
  }
}
