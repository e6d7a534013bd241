package dev.coffer.server;

import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.barrier.seal.SealControl;
import dev.coffer.server.dialect.Dialect;
import dev.coffer.server.gate.audit.AuditBroker;
import dev.coffer.server.system.Clockwork;
import dev.coffer.server.transport.ListenerSettings;
import dev.coffer.server.transport.ListenerSettings.Address;
import dev.coffer.server.transport.WireServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An assembled server: started once, closed once. */
public final class Server implements AutoCloseable {
  private final Setup setup;
  private final KeyringBarrier barrier;
  private final SealControl seal;
  private final AuditBroker audit;
  private final Dialect dialect;
  private final InstantSource clock;
  private final List<Clockwork.Task> background;
  private Optional<WireServer> wire = Optional.empty();
  private Optional<Clockwork> clockwork = Optional.empty();

  Server(
      Setup setup,
      InstantSource clock,
      KeyringBarrier barrier,
      SealControl seal,
      AuditBroker audit,
      Dialect dialect,
      List<Clockwork.Task> background) {
    this.setup = setup;
    this.clock = clock;
    this.barrier = barrier;
    this.seal = seal;
    this.audit = audit;
    this.dialect = dialect;
    this.background = List.copyOf(background);
  }

  /** To initialise and unseal, as the routes do. */
  public SealControl seal() {
    return seal;
  }

  /** What its listeners serve; requests may also be given to it without a network. */
  Dialect dialect() {
    return dialect;
  }

  /** One turn of everything that happens without a request, as the clockwork gives it. */
  void runBackground(Instant now) {
    background.forEach(task -> task.work().accept(now));
  }

  /** Unseals where the seal needs nobody, then listens. */
  public void start() {
    seal.unsealItself();
    WireServer listening = WireServer.start(setup.listeners(), dialect, setup.drain());
    wire = Optional.of(listening);
    List<Clockwork.Task> tasks = new ArrayList<>(background);
    tasks.add(new Clockwork.Task("deadlines", Duration.ofSeconds(1), listening::run));
    Clockwork turning = new Clockwork(clock, tasks, System.getLogger("coffer.clockwork"));
    clockwork = Optional.of(turning);
    turning.start();
  }

  /** Where it can be reached, one address for each listener, with the port it got. */
  public List<String> addresses() {
    return wire.stream()
        .flatMap(open -> setup.listeners().stream().map(listener -> address(open, listener)))
        .toList();
  }

  private static String address(WireServer open, ListenerSettings listener) {
    String scheme = listener.tls().isPresent() ? "https://" : "http://";
    return switch (listener.address()) {
      case Address.Tcp(String host, int _) ->
          scheme + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + open.port(listener.name());
      case Address.Unix(var path, _) -> "unix://" + path;
    };
  }

  /** Opens audit files again and reads certificates again, as on SIGHUP. */
  public void reload() {
    audit.reopen();
    wire.ifPresent(WireServer::reloadTls);
  }

  /** Stops listening, lets requests at work finish, then forgets all keys and closes the store. */
  @Override
  public void close() {
    wire.ifPresent(WireServer::close);
    clockwork.ifPresent(Clockwork::close);
    barrier.seal();
    audit.close();
    setup.store().close();
  }
}
