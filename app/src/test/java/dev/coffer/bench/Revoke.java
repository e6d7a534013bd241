package dev.coffer.bench;

import java.nio.file.Path;

/** wrk's script that revokes each token of a file once. */
final class Revoke {
  private Revoke() {}

  /** The threads share the lines; one without tokens left stops. */
  static String script(Path tokens, String rootToken) {
    return """
        local bodies = {}
        local at = 0
        function init(arguments)
          wrk.headers["X-Vault-Token"] = "%s"
          local line_number = 0
          for line in io.lines("%s") do
            if line_number %% %d == number then
              bodies[#bodies + 1] = "{\\"token\\":\\"" .. line .. "\\"}"
            end
            line_number = line_number + 1
          end
        end
        function request()
          at = at + 1
          if at > #bodies then
            wrk.thread:stop()
            at = #bodies
          end
          return wrk.format("POST", "/v1/auth/token/revoke", nil, bodies[at])
        end
        """
        .formatted(rootToken, tokens, Wrk.THREADS);
  }
}
