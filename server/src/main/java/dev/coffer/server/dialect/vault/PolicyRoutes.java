package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.system.PolicyDesk;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * {@code sys/policies/acl} and the older {@code sys/policy} (Vault API, /sys/policies and
 * /sys/policy). Answers have exactly the documented keys, which clients compare.
 */
public final class PolicyRoutes {
  private static final Field POLICY =
      Field.text("policy", "The policy in HCL or JSON, as it is or in base64");
  private static final Field RULES = Field.text("rules", "The old name of policy");

  private PolicyRoutes() {}

  public static RouteTable<PolicyDesk> table() {
    return RouteTable.of(
        Route.list("policies/acl", "Names of policies", PolicyRoutes::list),
        Route.read("policies/acl/{name}", "A policy", PolicyRoutes::read),
        Route.write("policies/acl/{name}", "Create or replace a policy", PolicyRoutes::write, POLICY),
        Route.delete("policies/acl/{name}", "Delete a policy", PolicyRoutes::delete),
        Route.list("policy", "Names of policies", PolicyRoutes::listOld).repeatedAtTop(),
        Route.read("policy", "Names of policies", PolicyRoutes::readNamesOld).repeatedAtTop(),
        Route.read("policy/{name}", "A policy", PolicyRoutes::readOld).repeatedAtTop(),
        Route.write("policy/{name}", "Create or replace a policy", PolicyRoutes::write, POLICY, RULES),
        Route.delete("policy/{name}", "Delete a policy", PolicyRoutes::delete));
  }

  private static Passed list(PolicyDesk desk, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        permit -> {
          List<String> names = desk.names(permit, request.need(Capability.LIST));
          return Answer.of(Json.object().put("keys", Json.texts(names)).build());
        });
  }

  private static Passed listOld(PolicyDesk desk, VaultRequest request) {
    return namesOld(desk, request, Capability.LIST);
  }

  private static Passed readNamesOld(PolicyDesk desk, VaultRequest request) {
    return namesOld(desk, request, Capability.READ);
  }

  private static Passed namesOld(PolicyDesk desk, VaultRequest request, Capability capability) {
    return request.pass(
        capability,
        permit -> {
          Json.Array names = Json.texts(desk.names(permit, request.need(capability)));
          return Answer.of(Json.object().put("keys", names).put("policies", names).build());
        });
  }

  private static Passed read(PolicyDesk desk, VaultRequest request) {
    return read(desk, request, "policy");
  }

  private static Passed readOld(PolicyDesk desk, VaultRequest request) {
    return read(desk, request, "rules");
  }

  private static Passed read(PolicyDesk desk, VaultRequest request, String key) {
    return request.pass(
        Capability.READ,
        permit -> {
          String name = request.capture("name").strip().toLowerCase(Locale.ROOT);
          String text =
              desk.text(permit, request.need(Capability.READ), name)
                  .orElseThrow(() -> new Refused(new Failure.NotFound("policy")));
          return Answer.of(Json.object().put("name", name).put(key, text).build());
        });
  }

  private static Passed write(PolicyDesk desk, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          String text =
              request
                  .text("policy")
                  .or(() -> request.text("rules"))
                  .filter(given -> !given.isEmpty())
                  .orElseThrow(() -> Refused.malformed("'policy' parameter not supplied or empty"));
          List<String> warnings =
              desk.put(permit, request.need(Capability.UPDATE), request.capture("name"), plain(text));
          Answer answer = Answer.empty();
          for (String warning : warnings) {
            answer = answer.warning(warning);
          }
          return answer;
        });
  }

  private static Passed delete(PolicyDesk desk, VaultRequest request) {
    return request.pass(
        Capability.DELETE,
        permit -> {
          desk.delete(permit, request.need(Capability.DELETE), request.capture("name"));
          return Answer.empty();
        });
  }

  /** What is base64 of text is taken for that, as in Vault; no policy is both. */
  static String plain(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException _) {
      return text;
    }
  }
}
