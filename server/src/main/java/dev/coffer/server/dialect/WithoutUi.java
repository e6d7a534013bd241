package dev.coffer.server.dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Says to people who open the server in a browser what is there instead of a web interface. */
public final class WithoutUi implements Dialect {
  private static final List<WireResponse.Header> HEADERS =
      List.of(
          new WireResponse.Header("Cache-Control", "no-store"),
          new WireResponse.Header("Content-Type", "text/plain; charset=utf-8"),
          new WireResponse.Header("X-Content-Type-Options", "nosniff"));
  private static final String PAGE =
      """
      Coffer has no web interface yet.

      Use the command line:   export VAULT_ADDR=<this address>; coffer login
      or the HTTP API:        /v1/…, as Vault's
      Is the server well?     /v1/sys/health
      """;

  private final Dialect inner;

  public WithoutUi(Dialect inner) {
    this.inner = inner;
  }

  @Override
  public WireResponse answer(WireRequest request) {
    String path = request.rawPath();
    boolean looks = request.method().equals("GET") || request.method().equals("HEAD");
    if (looks && (path.equals("/") || path.equals("/ui") || path.startsWith("/ui/"))) {
      WireResponse page = WireResponse.of(404, HEADERS, PAGE.getBytes(StandardCharsets.UTF_8));
      return request.method().equals("HEAD") ? page.withoutBody() : page;
    }
    return inner.answer(request);
  }
}
