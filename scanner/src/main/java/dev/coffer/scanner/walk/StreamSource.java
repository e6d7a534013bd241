package dev.coffer.scanner.walk;

import java.io.IOException;
import java.io.InputStream;

/** Standard input: read here, and each piece is work of its own. */
public final class StreamSource implements Source {
  private final InputStream in;

  public StreamSource(InputStream in) {
    this.in = in;
  }

  @Override
  public void walk(Desk desk) throws InterruptedException {
    try {
      LargeFile.walk(Pieces.ofPipe(in), "", "", desk, _ -> {});
    } catch (IOException failed) {
      desk.trouble("standard input: it cannot be read: " + failed.getMessage());
    }
  }
}
