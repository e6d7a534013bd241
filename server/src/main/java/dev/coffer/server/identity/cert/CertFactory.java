package dev.coffer.server.identity.cert;

import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.outgoing.Outgoing;
import java.time.InstantSource;

/** Makes the auth methods of type {@code cert}. */
public final class CertFactory implements EngineFactory {
  private static final int ROLES_MAX = 4_000;
  private static final int LISTS_MAX = 256;
  private static final int SETTINGS_MAX = 256;

  private final Shared shared;

  /** What outlasts a change of the mount table. */
  record Shared(
      InstantSource clock,
      Outgoing outgoing,
      Decoded<CertRole> roles,
      Decoded<Revocations> lists,
      Decoded<CertSettings> settings) {}

  public CertFactory(InstantSource clock, Outgoing outgoing) {
    this.shared =
        new Shared(
            clock,
            outgoing,
            new Decoded<>(ROLES_MAX, CertRows::role),
            new Decoded<>(LISTS_MAX, Revocations::decode),
            new Decoded<>(SETTINGS_MAX, CertSettings::decode));
  }

  @Override
  public Engine open(EngineView view) {
    return new CertMethod(view, shared);
  }
}
