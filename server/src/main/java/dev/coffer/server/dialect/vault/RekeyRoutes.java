package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.seal.Ceremonies;
import dev.coffer.server.barrier.seal.Quorum;
import dev.coffer.server.barrier.seal.Rekey;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code sys/rekey} and {@code sys/rekey-recovery-key} (Vault API). Without a token, as clients
 * expect; docs/seals.md tells what keeps strangers out.
 */
public final class RekeyRoutes {
  private static final Field NONCE = Field.text("nonce", "What whoever started the rekey was told");
  private static final Field KEY = Field.text("key", "One share, in hex or base64");

  private final Function<SealDesk, Ceremonies<Rekey>> which;

  private RekeyRoutes(Function<SealDesk, Ceremonies<Rekey>> which) {
    this.which = which;
  }

  public static RouteTable<SealDesk> table() {
    return RouteTable.join(
        new RekeyRoutes(desk -> desk.control().rekeys()).table("rekey"),
        new RekeyRoutes(desk -> desk.control().recoveryRekeys()).table("rekey-recovery-key"),
        backups());
  }

  /** Copies of new shares that a rekey leaves under PGP keys, which it takes none of. */
  private static RouteTable<SealDesk> backups() {
    List<Route<SealDesk>> routes = new ArrayList<>();
    for (String path : List.of("rekey/backup", "rekey/recovery-key-backup")) {
      routes.add(Route.<SealDesk>read(path, "Encrypted copies of the new shares", RekeyRoutes::backup).withSudo());
      routes.add(Route.<SealDesk>delete(path, "Forget the copies", RekeyRoutes::forgetBackup).withSudo());
    }
    return new RouteTable<>(routes);
  }

  private static Passed backup(SealDesk desk, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          throw Refused.malformed("no backed-up keys found");
        });
  }

  private static Passed forgetBackup(SealDesk desk, VaultRequest request) {
    return request.pass(Capability.DELETE, _ -> Answer.empty());
  }

  private RouteTable<SealDesk> table(String at) {
    return RouteTable.of(
        Route.bare(Verb.READ, at + "/init", "How far the rekey is", this::status).plain(),
        Route.bare(
                Verb.WRITE,
                at + "/init",
                "Starts a rekey",
                this::begin,
                Field.integer("secret_shares", "Into how many shares the new key is split"),
                Field.integer("secret_threshold", "How many of them are needed"),
                Field.integer("stored_shares", "Ignored: the seal stores what it needs"),
                Field.bool("require_verification", "The new shares count once they were given back"),
                Field.list("pgp_keys", "Not supported"),
                Field.bool("backup", "Not supported"))
            .plain(),
        Route.bare(Verb.DELETE, at + "/init", "Ends the rekey", this::cancel, NONCE).plain(),
        Route.bare(Verb.WRITE, at + "/update", "Gives one share of the old key", this::update, KEY, NONCE).plain(),
        Route.bare(Verb.READ, at + "/verify", "How far the verification is", this::verification).plain(),
        Route.bare(Verb.WRITE, at + "/verify", "Gives one new share back", this::verify, KEY, NONCE).plain(),
        Route.bare(Verb.DELETE, at + "/verify", "Begins the verification again", this::restart, NONCE).plain());
  }

  private Passed status(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          Rekey.Progress progress = which.apply(desk).shown(request.source(), Rekey::status);
          return Answer.of(body(progress));
        });
  }

  private Passed begin(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          SealRoutes.refusePgp(request, "pgp_keys");
          if (request.bool("backup", false)) {
            throw Refused.malformed(
                "cannot request a backup of the new keys without providing PGP keys for encryption");
          }
          Quorum target =
              Quorum.checked(
                  request.integer("secret_shares", Quorum.DEFAULT.shares()),
                  request.integer("secret_threshold", Quorum.DEFAULT.threshold()));
          boolean verify = request.bool("require_verification", false);
          Rekey.Progress begun =
              which.apply(desk).own(request.source(), own -> own.begin(target, verify));
          return Answer.of(body(begun));
        });
  }

  private Passed cancel(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          String nonce = request.text("nonce", "");
          return which
              .apply(desk)
              .of(
                  nonce,
                  request.source(),
                  running -> {
                    running.cancel(nonce);
                    return Answer.empty();
                  });
        });
  }

  private Passed update(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          try (SecretBytes share = ShareText.required(request)) {
            String nonce = request.text("nonce", "");
            Rekey.Step step =
                which.apply(desk).of(nonce, request.source(), running -> running.update(share, nonce));
            return Answer.of(
                switch (step) {
                  case Rekey.Step.More(Rekey.Progress progress) -> body(progress);
                  case Rekey.Step.Done(Rekey.Made made) -> body(made);
                });
          }
        });
  }

  private Passed verification(SealDesk desk, BareRequest request) {
    return request.bare(_ -> Answer.of(verificationBody(which.apply(desk).shown(request.source(), Rekey::verification))));
  }

  private Passed verify(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          String nonce = request.text("nonce", "");
          try (SecretBytes share = ShareText.required(request)) {
            Optional<Rekey.Progress> more =
                which
                    .apply(desk)
                    .of(
                        nonce,
                        request.source(),
                        running ->
                            running.verify(share, nonce)
                                ? Optional.empty()
                                : Optional.of(running.verification()));
            if (more.isPresent()) {
              return Answer.of(verificationBody(more.get()));
            }
          }
          return Answer.of(Json.object().put("nonce", nonce).put("complete", true).build());
        });
  }

  private Passed restart(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          String nonce = request.text("nonce", "");
          return Answer.of(
              verificationBody(
                  which
                      .apply(desk)
                      .of(nonce, request.source(), running -> running.restartVerification(nonce))));
        });
  }

  private static Json.Object body(Rekey.Progress progress) {
    Optional<Quorum> target = progress.target();
    return Json.object()
        .put("nonce", progress.nonce())
        .put("started", progress.started())
        .put("t", target.map(Quorum::threshold).orElse(0))
        .put("n", target.map(Quorum::shares).orElse(0))
        .put("progress", progress.given())
        .put("required", progress.required())
        .put("pgp_fingerprints", Json.ofNull())
        .put("backup", false)
        .put("verification_required", progress.verify())
        .build();
  }

  private static Json.Object body(Rekey.Made made) {
    return ShareText.put(
            Json.object().put("nonce", made.nonce()).put("complete", true), "keys", made.shares())
        .put("pgp_fingerprints", Json.ofNull())
        .put("backup", false)
        .put("verification_required", made.verificationNonce().isPresent())
        .put("verification_nonce", made.verificationNonce().orElse(""))
        .build();
  }

  private static Json.Object verificationBody(Rekey.Progress progress) {
    return Json.object()
        .put("nonce", progress.nonce())
        .put("started", progress.started())
        .put("t", progress.target().map(Quorum::threshold).orElse(0))
        .put("n", progress.target().map(Quorum::shares).orElse(0))
        .put("progress", progress.given())
        .build();
  }
}
