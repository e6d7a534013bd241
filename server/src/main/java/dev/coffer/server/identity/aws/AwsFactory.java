package dev.coffer.server.identity.aws;

import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.outgoing.Outgoing;
import java.time.InstantSource;

/** Makes the auth methods of type {@code aws}. */
public final class AwsFactory implements EngineFactory {
  private static final int ROLES_MAX = 10_000;
  private static final int SETTINGS_MAX = 256;

  private final Shared shared;

  /** What outlasts a change of the mount table. */
  record Shared(
      InstantSource clock,
      Outgoing outgoing,
      Decoded<AwsRole> roles,
      Decoded<AwsSettings> settings) {}

  public AwsFactory(InstantSource clock, Outgoing outgoing) {
    this.shared =
        new Shared(
            clock,
            outgoing,
            new Decoded<>(ROLES_MAX, AwsRows::role),
            new Decoded<>(SETTINGS_MAX, AwsSettings::decode));
  }

  @Override
  public Engine open(EngineView view) {
    return new AwsMethod(view, shared);
  }
}
