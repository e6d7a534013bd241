package dev.coffer.server;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.identity.token.TokenLookup;
import dev.coffer.server.identity.token.Tokens;
import dev.coffer.server.system.PolicyDesk;
import java.util.Optional;

/** Which policies a token holds: the room of tokens as the room of policies sees it. */
record HoldersOf(Tokens tokens) implements PolicyDesk.Holders {
  @Override
  public Optional<PolicyDesk.Held> ofToken(SecretBytes token) {
    return tokens.lookup().byText(token).map(HoldersOf::held);
  }

  @Override
  public Optional<PolicyDesk.Held> ofAccessor(String accessor) {
    return tokens.lookup().byHash(accessor).map(HoldersOf::held);
  }

  private static PolicyDesk.Held held(TokenLookup.Known known) {
    return new PolicyDesk.Held(known.entry().policies(), known.persona());
  }
}
