package dev.coffer.bench;

import java.util.List;

/**
 * One line of the table: requests that wrk repeats.
 *
 * @param target CPU per request that the issue demands, in microseconds
 * @param script Lua for wrk; {@code $TOKEN} stands for the caller's token
 * @param sample one such request, to learn the size of the answer; empty where that is known
 */
record Work(String name, int target, boolean tls, String script, List<Loader.Request> sample) {
  static final int SECRETS_READ = 1_000;
  private static final int SECRETS_WRITTEN = 20_000;
  static final String SECRET =
      "{\"data\":{\"db_password\":\"supersecret-%d\",\"api_key\":\"sk-1234567890abcdef\","
          + "\"username\":\"application\",\"host\":\"db.example.com\"}}";

  static Work read(boolean tls) {
    return new Work(
        "KV read, " + (tls ? "TLS 1.3" : "plain"),
        tls ? 110 : 60,
        tls,
        prepared(SECRETS_READ, "\"GET\", \"/v1/secret/data/bench/read/\" .. i, nil"),
        List.of(new Loader.Request("GET", "/v1/secret/data/bench/read/1", "")));
  }

  static Work write(boolean tls) {
    String body = SECRET.formatted(7).replace("\"", "\\\"");
    return new Work(
        "KV write, synced, " + (tls ? "TLS 1.3" : "plain"),
        130,
        tls,
        prepared(
            SECRETS_WRITTEN,
            "\"POST\", \"/v1/secret/data/bench/write/\" .. number .. \"/\" .. i, \"" + body + "\""),
        List.of(new Loader.Request("POST", "/v1/secret/data/bench/sample", SECRET.formatted(7))));
  }

  static Work tokenCreate() {
    String body = "{\"policies\":[\"default\"],\"ttl\":\"1h\"}";
    return new Work(
        "token create, plain",
        170,
        false,
        prepared(1, "\"POST\", \"/v1/auth/token/create\", \"" + body.replace("\"", "\\\"") + "\""),
        List.of(new Loader.Request("POST", "/v1/auth/token/create", body)));
  }

  static Work lookupSelf() {
    return new Work(
        "token lookup-self, plain",
        60,
        false,
        prepared(1, "\"GET\", \"/v1/auth/token/lookup-self\", nil"),
        List.of(new Loader.Request("GET", "/v1/auth/token/lookup-self", "")));
  }

  /** The same requests again and again, made once: wrk's own cost stays small. */
  static String prepared(int count, String format) {
    return """
        local requests = {}
        local at = 0
        function init(arguments)
          wrk.headers["X-Vault-Token"] = "$TOKEN"
          for i = 0, %1$d - 1 do
            requests[i] = wrk.format(FORMAT)
          end
        end
        function request()
          at = (at + 1) %% %1$d
          return requests[at]
        end
        """
        .formatted(count)
        .replace("FORMAT", formatArguments(format));
  }

  /** wrk.format takes method, path, headers, body. */
  private static String formatArguments(String methodPathBody) {
    String[] parts = methodPathBody.split(", ", 3);
    return parts[0] + ", " + parts[1] + ", nil, " + parts[2];
  }

  String fileName() {
    return name.replaceAll("[^a-zA-Z0-9]+", "-");
  }

  Work with(String readyScript) {
    return new Work(name, target, tls, readyScript, sample);
  }

  String script(String token) {
    return script.replace("$TOKEN", token);
  }
}
