package dev.coffer.server.dialect;

import java.util.ArrayList;
import java.util.List;

/** What goes back over the wire. Immutable but for the body, which its maker hands over. */
public final class WireResponse {
  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  /** One header; a name may stand more than once. */
  public record Header(String name, String value) {}

  private WireResponse(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  /** Takes ownership of {@code body}. */
  public static WireResponse of(int status, List<Header> headers, byte[] body) {
    return new WireResponse(status, headers, body);
  }

  public WireResponse with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new WireResponse(status, more, body);
  }

  /** The same head, as HEAD is answered. */
  public WireResponse withoutBody() {
    return new WireResponse(status, headers, new byte[0]);
  }

  public int status() {
    return status;
  }

  public List<Header> headers() {
    return headers;
  }

  /** The bytes themselves: to be written out and not kept. */
  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return "WireResponse[" + status + ", " + body.length + " bytes]";
  }
}
