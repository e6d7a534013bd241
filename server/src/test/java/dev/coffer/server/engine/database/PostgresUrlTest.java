package dev.coffer.server.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection strings, and what a driver would make of some of them (checklist J). */
class PostgresUrlTest {
  @Test
  void bothFormsOfLibpqAreUnderstood() {
    PostgresUrl url =
        PostgresUrl.parse("postgresql://{{username}}:{{password}}@db.example.com:6432/app?sslmode=require&connect_timeout=3");
    assertThat(url)
        .isEqualTo(
            new PostgresUrl(
                List.of("db.example.com"), List.of(6432), "app", "{{username}}", "{{password}}", "require"));
    assertThat(PostgresUrl.parse("host=db.example.com port=6432 dbname=app user={{username}} password={{password}} sslmode=require"))
        .isEqualTo(url);
  }

  @Test
  void escapesAndSeveralHostsAreUnderstood() {
    PostgresUrl url = PostgresUrl.parse("postgres://us%40er:p%2Fw@one,[::1]:5433/my%20db");
    assertThat(url.user()).isEqualTo("us@er");
    assertThat(url.password()).isEqualTo("p/w");
    assertThat(url.database()).isEqualTo("my db");
    assertThat(url.hosts()).containsExactly("one", "[::1]");
    assertThat(url.ports()).containsExactly(5432, 5433);
    assertThat(PostgresUrl.parse("host=h password='it\\'s'").password()).isEqualTo("it's");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://h/db?socketFactory=org.example.Evil&socketFactoryArg=x",
        "postgresql://h/db?sslfactory=org.example.Evil",
        "postgresql://h/db?loggerFile=/etc/cron.d/x",
        "postgresql://h/db?sslrootcert=/etc/passwd",
        "postgresql://h/db?sslmode=maybe",
        "postgresql://h:99999/db",
        "postgresql://h x/db",
        "postgresql://h%zz/db",
        "jdbc:postgresql://h/db",
        "mysql://h/db",
        "host=h options='-c x=y'",
        "host=h service=other",
        "host=h passfile=secrets/pgpass",
        "host=h dbname='open",
        "",
        "nonsense"
      })
  void whatCouldNameClassesOrFilesIsRefused(String text) {
    assertThatThrownBy(() -> PostgresUrl.parse(text)).isInstanceOf(Refused.class).hasMessageNotContaining("Evil");
  }
}
