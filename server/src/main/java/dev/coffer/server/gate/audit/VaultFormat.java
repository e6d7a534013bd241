package dev.coffer.server.gate.audit;

import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Audit;
import dev.coffer.server.gate.Evidence;
import dev.coffer.server.gate.MountFacts;
import dev.coffer.server.gate.Operation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Two records a request, member for member as Vault writes them: {@code type} request and response,
 * {@code auth}, {@code request}, {@code response}, {@code error}.
 *
 * @see <a href="https://developer.hashicorp.com/vault/docs/audit/schema">Vault's audit schema</a>
 */
final class VaultFormat implements RecordFormat {
  private static final Set<String> LIST_MEMBERS = Set.of("keys", "key_info");

  private final Hasher hasher;
  private final ValueHider values;
  private final AuthMembers auths;
  private final boolean elideLists;
  private final KnownTokens tokens = new KnownTokens();

  VaultFormat(Hasher hasher, DeviceOptions options) {
    this.hasher = hasher;
    this.values = new ValueHider(hasher, options.logRaw());
    this.auths = new AuthMembers(values, options.hmacAccessor());
    this.elideLists = options.elideListResponses();
  }

  @Override
  public String hash(String value) {
    return hasher.hash(value);
  }

  @Override
  public Draft before(Audit.Seen seen, AuditedHeaders headers, Instant now) {
    byte[] common = common(seen, Optional.empty(), headers);
    RecordBuffer out = buffer(seen).open().member("time", now.toString()).member("type", "request");
    out.members(common).member("error", seen.error());
    return new Draft(out.close().toBytes(), seen, common);
  }

  @Override
  public byte[] after(
      Draft draft, Audit.Seen seen, Optional<Answer> answer, AuditedHeaders headers, Instant now) {
    byte[] common =
        isSame(draft.seen(), seen) && !isLogin(seen, answer)
            ? draft.common()
            : common(seen, answer, headers);
    RecordBuffer out =
        buffer(seen).open().member("time", now.toString()).member("type", "response");
    out.members(common).open("response");
    response(out, seen.ask(), answer);
    return out.close().member("error", seen.error()).close().toBytes();
  }

  private static boolean isSame(Audit.Seen first, Audit.Seen last) {
    return first.caller().equals(last.caller()) && first.decision().equals(last.decision());
  }

  /** Who logs in is known only at the end. */
  private static boolean isLogin(Audit.Seen seen, Optional<Answer> answer) {
    return seen.caller().tokenType().isEmpty() && answer.isPresent() && answer.get().auth().isPresent();
  }

  /** Strangers' strings are cut; somebody known is recorded in full. */
  private static RecordBuffer buffer(Audit.Seen seen) {
    return new RecordBuffer(seen.caller().tokenType().isEmpty());
  }

  /** The members {@code auth} and {@code request}, which both records share. */
  private byte[] common(Audit.Seen seen, Optional<Answer> answer, AuditedHeaders headers) {
    KnownTokens.Hidden token = tokens.of(seen.caller().tokenHash(), () -> hidden(seen));
    RecordBuffer out = buffer(seen);
    out.open("auth");
    if (isLogin(seen, answer)) {
      answer.flatMap(Answer::auth).ifPresent(auth -> auths.granted(out, auth));
    } else {
      auths.caller(out, seen.caller(), token, seen.decision());
    }
    out.close().open("request");
    request(out, seen, token, headers);
    return out.close().toBytes();
  }

  private void request(
      RecordBuffer out, Audit.Seen seen, KnownTokens.Hidden token, AuditedHeaders headers) {
    Ask ask = seen.ask();
    out.member("id", ask.id())
        .member("client_id", seen.caller().entityId())
        .member("operation", ask.operation().word());
    mount(out, ask.mount(), "mount_running_version");
    out.member("client_token", token.token())
        .member("client_token_accessor", token.accessor())
        .open("namespace")
        .member("id", "root")
        .member("path", ask.origin().namespace())
        .close()
        .member("path", ask.path());
    if (!ask.parameters().members().isEmpty()) {
      out.open("data");
      values.object(out, ask.parameters(), ask.mount().auditNonHmacRequestKeys(), Set.of());
      out.close();
    }
    out.member("remote_address", ask.origin().address())
        .member("remote_port", ask.origin().port())
        .member("wrap_ttl", ask.wrapTtl().map(ttl -> ttl.toSeconds()).orElse(0L));
    headers(out, ask.origin().headers(), headers);
  }

  private void headers(RecordBuffer out, Json.Object sent, AuditedHeaders rules) {
    boolean opened = false;
    for (Map.Entry<String, Json> header : sent.members().entrySet()) {
      Optional<Boolean> hashed = rules.rule(header.getKey());
      if (hashed.isPresent() && header.getValue() instanceof Json.Array lines) {
        if (!opened) {
          out.open("headers");
          opened = true;
        }
        out.openArray(header.getKey());
        for (Json line : lines.items()) {
          if (line instanceof Json.Text text) {
            out.text(hashed.get() ? values.hidden(text.value()) : text.value());
          }
        }
        out.closeArray();
      }
    }
    if (opened) {
      out.close();
    }
  }

  private void response(RecordBuffer out, Ask ask, Optional<Answer> given) {
    given.flatMap(Answer::auth).ifPresent(
        auth -> {
          out.open("auth");
          auths.granted(out, auth);
          out.close();
        });
    mount(out, ask.mount(), "mount_running_plugin_version");
    if (given.isEmpty()) {
      return;
    }
    Answer answer = given.get();
    answer.lease()
        .filter(lease -> !lease.id().isEmpty())
        .ifPresent(lease -> out.open("secret").member("lease_id", lease.id()).close());
    answer.data().ifPresent(
        data -> {
          out.open("data");
          values.object(out, data, ask.mount().auditNonHmacResponseKeys(), countedOf(ask));
          out.close();
        });
    out.member("warnings", answer.warnings());
    answer.wrap().ifPresent(wrap -> auths.wrapped(out, wrap));
  }

  private Set<String> countedOf(Ask ask) {
    return elideLists && ask.operation() == Operation.LIST ? LIST_MEMBERS : Set.of();
  }

  private static void mount(RecordBuffer out, MountFacts mount, String versionName) {
    out.member("mount_point", mount.point())
        .member("mount_type", mount.type())
        .member("mount_accessor", mount.accessor())
        .member(versionName, mount.runningVersion())
        .member("mount_class", mount.kind());
  }

  private KnownTokens.Hidden hidden(Audit.Seen seen) {
    String accessor = auths.accessor(seen.caller().accessor());
    return new KnownTokens.Hidden(hiddenToken(seen.ask().evidence()), accessor);
  }

  private String hiddenToken(Evidence evidence) {
    return switch (evidence) {
      case Evidence.None _ -> "";
      case Evidence.BearerToken bearer -> bearer.token().read(values::hiddenBytes);
    };
  }
}
