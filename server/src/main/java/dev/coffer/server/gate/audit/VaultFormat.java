package dev.coffer.server.gate.audit;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.time.Timestamps;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Ask;
import dev.coffer.server.gate.Audit;
import dev.coffer.server.gate.Caller;
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
  private final Remembered<Caller> callers = new Remembered<>();
  private final Remembered<MountFacts> mounts = new Remembered<>();

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
    RecordBuffer out = buffer(seen).open().member("time", Timestamps.text(now)).member("type", "request");
    int from = out.size();
    common(out, seen, Optional.empty(), headers);
    int to = out.size();
    return new Draft(out.member("error", seen.error()).close().toBytes(), seen, from, to);
  }

  @Override
  public byte[] after(
      Draft draft, Audit.Seen seen, Optional<Answer> answer, AuditedHeaders headers, Instant now) {
    RecordBuffer out =
        buffer(seen).open().member("time", Timestamps.text(now)).member("type", "response");
    if (isSame(draft.seen(), seen) && !isLogin(seen, answer)) {
      out.again(draft.line(), draft.from(), draft.to());
    } else {
      common(out, seen, answer, headers);
    }
    response(out.open("response"), seen.ask(), answer);
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
  private void common(
      RecordBuffer out, Audit.Seen seen, Optional<Answer> answer, AuditedHeaders headers) {
    Members caller = callers.of(seen.caller().tokenHash(), seen.caller(), () -> caller(seen));
    out.open("auth");
    if (isLogin(seen, answer)) {
      answer.flatMap(Answer::auth).ifPresent(auth -> auths.granted(out, auth));
    } else {
      out.members(caller.first());
      seen.decision().ifPresent(decision -> auths.decision(out, decision));
    }
    out.close().open("request");
    request(out, seen, caller, headers);
    out.close();
  }

  private void request(
      RecordBuffer out, Audit.Seen seen, Members caller, AuditedHeaders headers) {
    Ask ask = seen.ask();
    out.member("id", ask.id())
        .member("client_id", seen.caller().entityId())
        .member("operation", ask.operation().word());
    out.members(mount(ask.mount()).first())
        .members(caller.second())
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
    out.members(mount(ask.mount()).second());
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

  private Members mount(MountFacts mount) {
    return mounts.of(
        mount.accessor(),
        mount,
        () ->
            new Members(
                mount(mount, "mount_running_version"), mount(mount, "mount_running_plugin_version")));
  }

  private static byte[] mount(MountFacts mount, String versionName) {
    return new RecordBuffer(false)
        .member("mount_point", mount.point())
        .member("mount_type", mount.type())
        .member("mount_accessor", mount.accessor())
        .member(versionName, mount.runningVersion())
        .member("mount_class", mount.kind())
        .toBytes();
  }

  private Members caller(Audit.Seen seen) {
    Caller caller = seen.caller();
    String token = hiddenToken(seen.ask().evidence());
    String accessor = auths.accessor(caller.accessor());
    RecordBuffer auth = buffer(seen);
    auths.caller(auth, caller, token, accessor);
    return new Members(
        auth.toBytes(),
        buffer(seen).member("client_token", token).member("client_token_accessor", accessor).toBytes());
  }

  private String hiddenToken(Evidence evidence) {
    return switch (evidence) {
      case Evidence.None _ -> "";
      case Evidence.BearerToken bearer -> bearer.token().read(values::hiddenBytes);
    };
  }
}
