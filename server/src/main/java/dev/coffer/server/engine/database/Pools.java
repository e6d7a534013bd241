package dev.coffer.server.engine.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of all database mounts, one pool for each configured connection and version of its
 * row. A pool is made with the first use and goes when it has not been used for a while.
 */
final class Pools implements AutoCloseable {
  /** How long anybody waits for a connection. */
  static final Duration WAIT = Duration.ofSeconds(5);

  /** A sweep does not ask again what did not answer that short a while ago. */
  private static final Duration DOWN = Duration.ofSeconds(10);

  private static final Duration UNUSED_MAX = Duration.ofMinutes(10);
  private static final Duration IDLE_MAX = Duration.ofMinutes(1);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(30);
  private static final int POOLS_MAX = 1_000;

  private final ConcurrentHashMap<String, Pool> pools = new ConcurrentHashMap<>();
  private final Turns turns = new Turns();

  /**
   * @param proven the last that is known of the database is that it answered
   */
  private record Pool(
      long version, HikariDataSource source, AtomicLong usedNanos, AtomicLong failedNanos, AtomicBoolean proven) {}

  /** For what a database cannot do at once. */
  Turns turns() {
    return turns;
  }

  /**
   * Which pool.
   *
   * @param key of the connection's row
   * @param version of that row; another version has other connections
   */
  record Place(String key, long version) {}

  /**
   * A connection; closing it gives it back.
   *
   * @param source makes the connections of a new pool
   * @param eager whether to ask also where nothing answered a moment ago
   */
  Connection connection(
      Place place, ConnectionConfig.Limits limits, Supplier<DataSource> source, boolean eager)
      throws SQLException {
    Pool pool = pools.compute(place.key(), (_, known) -> current(place, limits, source, known));
    long now = System.nanoTime();
    pool.usedNanos().set(now);
    long failed = pool.failedNanos().get();
    if (!eager && failed != 0 && now - failed < DOWN.toNanos()) {
      throw new SQLTransientConnectionException("it did not answer a moment ago");
    }
    try {
      if (!pool.proven().get()) {
        // A pool waits until its time is over, whatever is wrong; this tells at once what it is.
        source.get().getConnection().close();
        pool.proven().set(true);
      }
      Connection connection = pool.source().getConnection();
      pool.failedNanos().set(0);
      return connection;
    } catch (SQLException trouble) {
      pool.proven().set(false);
      pool.failedNanos().set(System.nanoTime());
      throw trouble;
    }
  }

  private Pool current(
      Place place, ConnectionConfig.Limits limits, Supplier<DataSource> source, @Nullable Pool known) {
    Optional<Pool> there = Optional.ofNullable(known);
    if (there.filter(pool -> pool.version() >= place.version()).isPresent()) {
      return there.get();
    }
    there.ifPresent(Pools::retire);
    if (pools.size() >= POOLS_MAX) {
      throw new IllegalStateException("more than " + POOLS_MAX + " databases are in use");
    }
    HikariConfig config = new HikariConfig();
    config.setPoolName("database-" + Integer.toHexString(place.hashCode()));
    config.setDataSource(source.get());
    config.setMaximumPoolSize(limits.open());
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE_MAX.toMillis());
    config.setMaxLifetime(limits.lifetime().toMillis());
    config.setConnectionTimeout(WAIT.toMillis());
    config.setInitializationFailTimeout(-1);
    return new Pool(place.version(), new HikariDataSource(config), new AtomicLong(), new AtomicLong(), new AtomicBoolean());
  }

  /** Closes pools that nobody has used for a while. */
  void run() {
    long now = System.nanoTime();
    pools.forEach(
        (key, pool) -> {
          if (now - pool.usedNanos().get() > UNUSED_MAX.toNanos() && pools.remove(key, pool)) {
            retire(pool);
          }
        });
  }

  /** Closes the pool of a connection, so that the next use connects anew. */
  void reset(String key) {
    Optional.ofNullable(pools.remove(key)).ifPresent(Pools::retire);
  }

  /** What is at work may end its work; nobody waits for it. */
  private static void retire(Pool pool) {
    Thread.startVirtualThread(
        () -> {
          HikariDataSource source = pool.source();
          long end = System.nanoTime() + CLOSE_MAX.toNanos();
          while (source.isRunning()
              && source.getHikariPoolMXBean().getActiveConnections() > 0
              && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
          }
          source.close();
        });
  }

  /** Closes all: what they are open with is not to be kept while the server is sealed. */
  @Override
  public void close() {
    pools.keySet().forEach(this::reset);
  }
}
