package dev.coffer.scanner.walk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Standard input. */
public final class StreamSource implements Source {
  private final InputStream in;

  public StreamSource(InputStream in) {
    this.in = in;
  }

  @Override
  public void walk(Desk desk) throws InterruptedException {
    desk.put(
        sink -> {
          try {
            TextReader.read(Pieces.ofPipe(in), "", "", Optional.empty(), sink);
          } catch (IOException failed) {
            sink.trouble("standard input: it cannot be read: " + failed.getMessage());
          }
        });
  }
}
