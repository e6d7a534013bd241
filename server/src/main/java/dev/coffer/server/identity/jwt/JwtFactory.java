package dev.coffer.server.identity.jwt;

import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.identity.NamedRows;
import dev.coffer.server.identity.jose.Issuers;
import dev.coffer.server.outgoing.Outgoing;
import java.security.SecureRandom;
import java.time.InstantSource;

/** Makes the auth methods of types {@code jwt} and {@code oidc}. */
public final class JwtFactory implements EngineFactory {
  private static final int ROWS_MAX = 10_000;

  private final Issuers issuers;
  private final Outgoing outgoing;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Decoded<JwtRole> roles = new Decoded<>(ROWS_MAX, JwtRows::role);
  private final Decoded<JwtConfigs.Ready> configs = new Decoded<>(ROWS_MAX, JwtConfigs.Ready::decode);

  public JwtFactory(Issuers issuers, Outgoing outgoing, InstantSource clock, SecureRandom random) {
    this.issuers = issuers;
    this.outgoing = outgoing;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Engine open(EngineView view) {
    JwtCore core =
        new JwtCore(
            view,
            new NamedRows<>(view.barrier(), view.prefix() + "role/", roles, JwtRows::role),
            new JwtConfigs(view.barrier(), view.prefix(), configs, issuers),
            issuers,
            clock);
    return new JwtMethod(
        core,
        new OidcStates(view.barrier(), view.prefix(), clock, random),
        new OidcExchange(outgoing, core.configs()));
  }
}
