package dev.coffer.bench;

import dev.coffer.bench.Loader.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** {@code ./bench machines [--quick]}: logins of machines, transit, and tokens of an entity with many rules. */
final class MachinesBench {
  private static final int GROUPS = 50;
  private static final int TEMPLATED_POLICIES = 100;

  private final Settings settings;
  private final Report report = new Report();
  private final Certificates certificates;
  private final CofferServer coffer;

  private MachinesBench(Settings settings, Certificates certificates) throws IOException {
    this.settings = settings;
    this.certificates = certificates;
    this.coffer = CofferServer.prepare(settings, "machines", certificates);
  }

  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.parse(List.of(arguments));
    Files.createDirectories(settings.work());
    MachinesBench bench = new MachinesBench(settings, Certificates.make(settings.work()));
    bench.run();
    String table = bench.report.markdown(settings);
    Files.writeString(settings.work().resolve("machines.md"), table);
    System.out.println(table);
  }

  private void run() throws Exception {
    Bare bare = Bare.start(settings, certificates);
    try (Watched server = coffer.start();
        Watched floor = bare.process()) {
      LoadMeter meter = new LoadMeter(settings, report, coffer, server, bare, floor);
      transit(meter);
      entity(meter);
      String login = approle();
      meter.measure(login(login), "");
      memory(server, login);
    }
  }

  /** The body of a login as a role with a secret id that may be used without end. */
  private String approle() throws IOException {
    coffer.send("POST", "/v1/sys/auth/approle", "{\"type\":\"approle\"}");
    coffer.send("POST", "/v1/auth/approle/role/web", "{\"token_policies\":\"default\",\"token_ttl\":\"10m\"}");
    String role = field("role_id", coffer.send("GET", "/v1/auth/approle/role/web/role-id", ""));
    String secret = field("secret_id", coffer.send("POST", "/v1/auth/approle/role/web/secret-id", "{}"));
    return "{\"role_id\":\"%s\",\"secret_id\":\"%s\"}".formatted(role, secret);
  }

  private static Work login(String body) {
    return work("AppRole login", 170, "/v1/auth/approle/login", body);
  }

  private static Work work(String name, int target, String path, String body) {
    return new Work(
        name,
        target,
        false,
        Work.prepared(1, "\"POST\", \"%s\", \"%s\"".formatted(path, body.replace("\"", "\\\""))),
        List.of(new Request("POST", path, body)));
  }

  /** Flat means: the second half of the logins adds nothing to what the first half needed. */
  private void memory(Watched server, String login) throws Exception {
    Request request = new Request("POST", "/v1/auth/approle/login", login);
    int half = settings.tokensMax() / 2;
    report.say("%,d logins".formatted(2 * half));
    Loader.run(coffer.port(), "", half, false, _ -> request);
    double first = server.megabytes();
    Loader.run(coffer.port(), "", half, false, _ -> request);
    report.figure("resident memory after %,d logins".formatted(half), "MB", 400, first);
    report.figure("and after %,d".formatted(2 * half), "MB", first * 1.05, server.megabytes());
  }

  private void transit(LoadMeter meter) throws Exception {
    coffer.send("POST", "/v1/sys/mounts/transit", "{\"type\":\"transit\"}");
    String hundredBytes = "A".repeat(132) + "AA==";
    for (String type : List.of("aes256-gcm96", "ed25519", "ecdsa-p256")) {
      coffer.send("POST", "/v1/transit/keys/" + type, "{\"type\":\"" + type + "\"}");
    }
    meter.measure(
        work("transit encrypt 100 bytes", 60, "/v1/transit/encrypt/aes256-gcm96", "{\"plaintext\":\"" + hundredBytes + "\"}"),
        coffer.rootToken());
    for (String type : List.of("ed25519", "ecdsa-p256")) {
      meter.measure(
          work("transit sign, " + type, 90, "/v1/transit/sign/" + type, "{\"input\":\"" + hundredBytes + "\"}"),
          coffer.rootToken());
    }
  }

  /** A simple token first: what an entity may cost is told in its terms. */
  private void entity(LoadMeter meter) throws Exception {
    for (int secret = 0; secret < Work.SECRETS_READ; secret++) {
      coffer.send("POST", "/v1/secret/data/bench/read/" + secret, Work.SECRET.formatted(secret));
    }
    double simple = meter.measure(Work.read(false), coffer.applicationToken());
    Work read = Work.read(false);
    int target = (int) Math.round(1.3 * simple);
    meter.measure(
        new Work(
            String.format(Locale.ROOT, "KV read of an entity with %d groups and %d templated policies", GROUPS, TEMPLATED_POLICIES),
            target, false, read.script(), read.sample()),
        entityToken());
  }

  private String entityToken() throws IOException {
    coffer.send("POST", "/v1/sys/auth/userpass", "{\"type\":\"userpass\"}");
    coffer.send("POST", "/v1/auth/userpass/users/ada", "{\"password\":\"correct-horse\",\"token_policies\":\"bench\",\"token_ttl\":\"24h\"}");
    String login = coffer.send("POST", "/v1/auth/userpass/login/ada", "{\"password\":\"correct-horse\"}");
    String entity = field("entity_id", login);
    for (int policy = 0; policy < TEMPLATED_POLICIES; policy++) {
      coffer.send(
          "PUT",
          "/v1/sys/policies/acl/templated-" + policy,
          "{\"policy\":\"path \\\"secret/data/own-%d/{{identity.entity.name}}/*\\\" { capabilities = [\\\"read\\\"] }\"}"
              .formatted(policy));
    }
    for (int group = 0; group < GROUPS; group++) {
      coffer.send(
          "POST",
          "/v1/identity/group",
          "{\"name\":\"team-%d\",\"policies\":[\"templated-%d\",\"templated-%d\"],\"member_entity_ids\":[\"%s\"]}"
              .formatted(group, 2 * group, 2 * group + 1, entity));
    }
    return CofferServer.clientToken(login);
  }

  private static String field(String name, String body) {
    String begin = "\"" + name + "\":\"";
    int from = body.indexOf(begin);
    if (from < 0) {
      throw new IllegalStateException("the answer lacks " + name);
    }
    return body.substring(from + begin.length(), body.indexOf('"', from + begin.length()));
  }
}
