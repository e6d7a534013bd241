package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.seal.RootGeneration;
import dev.coffer.server.barrier.seal.RootTokens;
import dev.coffer.server.crypto.RandomText;
import dev.coffer.server.gate.Answer;
import java.security.SecureRandom;

/**
 * {@code sys/generate-root} (Vault API). Without a token, as clients expect; docs/seals.md tells what
 * keeps strangers out.
 */
public final class RootGenerationRoutes {
  private static final Field NONCE = Field.text("nonce", "What whoever started the attempt was told");

  private final RandomText random;

  private RootGenerationRoutes(SecureRandom random) {
    this.random = new RandomText(random);
  }

  public static RouteTable<SealDesk> table(SecureRandom random) {
    RootGenerationRoutes routes = new RootGenerationRoutes(random);
    return RouteTable.of(
        Route.bare(Verb.READ, "generate-root", "How far the attempt is", RootGenerationRoutes::status).plain(),
        Route.bare(Verb.READ, "generate-root/attempt", "How far the attempt is", RootGenerationRoutes::status).plain(),
        Route.bare(
                Verb.WRITE,
                "generate-root/attempt",
                "Starts an attempt to make a root token",
                routes::begin,
                Field.text("otp", "A one-time password as long as a token; made here when it is left out"),
                Field.text("pgp_key", "Not supported"))
            .plain(),
        Route.bare(
                Verb.DELETE,
                "generate-root/attempt",
                "Ends the attempt",
                RootGenerationRoutes::cancel,
                NONCE)
            .plain(),
        Route.bare(
                Verb.WRITE,
                "generate-root/update",
                "Gives one share",
                RootGenerationRoutes::update,
                Field.text("key", "One share of the unseal key, or of the recovery key"),
                NONCE)
            .plain());
  }

  private static Passed status(SealDesk desk, BareRequest request) {
    return request.bare(_ -> Answer.of(body(desk.control().rootGenerations().shown(request.source(), RootGeneration::status), "")));
  }

  private Passed begin(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          if (!request.text("pgp_key", "").isEmpty()) {
            throw SealRoutes.pgp();
          }
          String given = request.text("otp", "");
          String password = given.isEmpty() ? random.text(RootTokens.CHARACTERS) : given;
          try (SecretBytes bytes = SecretBytes.ofText(password)) {
            RootGeneration.Progress begun = 
                desk.control().rootGenerations().own(request.source(), own -> own.begin(bytes));
            return Answer.of(body(begun, given.isEmpty() ? password : ""));
          }
        });
  }

  private static Passed cancel(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          String nonce = request.text("nonce", "");
          return desk.control()
              .rootGenerations()
              .of(
                  nonce,
                  request.source(),
                  running -> {
                    running.cancel(nonce);
                    return Answer.empty();
                  });
        });
  }

  private static Passed update(SealDesk desk, BareRequest request) {
    return request.bare(
        _ -> {
          try (SecretBytes share = ShareText.required(request)) {
            String nonce = request.text("nonce", "");
            RootGeneration.Progress progress =
                desk.control()
                    .rootGenerations()
                    .of(nonce, request.source(), running -> running.update(share, nonce));
            return Answer.of(body(progress, ""));
          }
        });
  }

  private static Json.Object body(RootGeneration.Progress progress, String password) {
    String encoded = progress.encodedToken().orElse("");
    return Json.object()
        .put("nonce", progress.nonce())
        .put("started", progress.started())
        .put("progress", progress.given())
        .put("required", progress.required())
        .put("complete", progress.complete())
        .put("encoded_token", encoded)
        .put("encoded_root_token", encoded)
        .put("pgp_fingerprint", "")
        .put("otp", password)
        .put("otp_length", RootTokens.CHARACTERS)
        .build();
  }
}
