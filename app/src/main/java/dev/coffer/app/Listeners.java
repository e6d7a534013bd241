package dev.coffer.app;

import dev.coffer.server.config.Config;
import dev.coffer.server.config.ListenerConfig;
import dev.coffer.server.transport.ForwardedFor;
import dev.coffer.server.transport.ListenerSettings;
import dev.coffer.server.transport.Network;
import dev.coffer.server.transport.TlsSettings;
import java.util.ArrayList;
import java.util.List;

/** The configuration's listeners in the words of the transport, which knows no configuration. */
final class Listeners {
  private Listeners() {}

  static List<ListenerSettings> of(Config config) {
    List<ListenerSettings> all = new ArrayList<>();
    for (ListenerConfig listener : config.listeners()) {
      all.add(settings("listener-" + all.size(), listener));
    }
    return all;
  }

  private static ListenerSettings settings(String name, ListenerConfig listener) {
    ListenerSettings.Address address =
        switch (listener.address()) {
          case ListenerConfig.Address.Tcp(var host, var port) -> new ListenerSettings.Address.Tcp(host, port);
          case ListenerConfig.Address.Unix(var path, var mode) -> new ListenerSettings.Address.Unix(path, mode);
        };
    ListenerSettings.Limits usual = ListenerSettings.Limits.DEFAULT;
    return new ListenerSettings(
        name,
        address,
        listener.tls().map(Listeners::tls),
        new ListenerSettings.Limits(
            listener.limits().bodyBytesMax(),
            usual.headerBytesMax(),
            usual.headersMax(),
            usual.connectionsMax(),
            listener.limits().readHeader(),
            listener.limits().readBody(),
            listener.limits().idle()),
        forwarded(listener.forwardedFor()),
        listener.hosts(),
        listener.openMetrics());
  }

  private static TlsSettings tls(ListenerConfig.Tls tls) {
    return new TlsSettings(
        tls.certificates(),
        tls.key(),
        tls.clientAuthorities(),
        tls.clientRequired(),
        tls.protocols(),
        tls.cipherSuites());
  }

  private static ForwardedFor forwarded(ListenerConfig.ForwardedFor rules) {
    return new ForwardedFor(
        rules.authorized().stream().map(Network::of).toList(),
        rules.hopSkips(),
        rules.rejectAbsent(),
        rules.rejectUnauthorized());
  }
}
