package dev.coffer.server.engine.database;

import java.time.Duration;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes connections to one PostgreSQL, each with limits on everything that could last. */
final class PostgresSource {
  /** Longer than a statement may take, so that this ends only what is stuck. */
  private static final Duration SOCKET = Duration.ofSeconds(35);

  private static final String OPTIONS =
      "-c statement_timeout=30s -c lock_timeout=10s -c standard_conforming_strings=on";

  private PostgresSource() {}

  static DataSource of(ConnectionConfig config) {
    PostgresUrl url = PostgresUrl.parse(config.url());
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(url.hosts().toArray(String[]::new));
    source.setPortNumbers(url.ports().stream().mapToInt(Integer::intValue).toArray());
    String user = filled(url.user(), config);
    source.setUser(user.isEmpty() ? config.username() : user);
    source.setPassword(filled(url.password(), config));
    source.setDatabaseName(url.database().isEmpty() ? source.getUser() : url.database());
    source.setApplicationName("coffer");
    source.setOptions(OPTIONS);
    source.setLoginTimeout((int) Pools.WAIT.toSeconds());
    source.setConnectTimeout((int) Pools.WAIT.toSeconds());
    source.setSocketTimeout((int) SOCKET.toSeconds());
    source.setLogUnclosedConnections(false);
    source.setLogServerErrorDetail(false);
    secure(source, url.sslMode(), config);
    return source;
  }

  /** With a CA, whose certificate counts is known: then nothing less than the whole check is the default. */
  private static void secure(PGSimpleDataSource source, String asked, ConnectionConfig config) {
    String mode = !asked.isEmpty() ? asked : config.tls().isUsed() ? "verify-full" : "prefer";
    source.setSslMode(mode);
    if (mode.equals("disable")) {
      return;
    }
    if (config.tls().isUsed() || mode.startsWith("verify")) {
      source.setSslfactory(PemSocketFactory.class.getName());
      source.setSslFactoryArg(PemSocketFactory.argument(config.tls()));
    } else {
      source.setSslfactory("org.postgresql.ssl.NonValidatingFactory");
    }
  }

  private static String filled(String given, ConnectionConfig config) {
    return switch (given.strip()) {
      case "{{username}}" -> config.username();
      case "{{password}}" -> ConnectionConfig.text(config.password());
      default -> given;
    };
  }
}
