package dev.coffer.server;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.identity.token.TokenLookup;
import dev.coffer.server.identity.token.Tokens;
import dev.coffer.server.system.PolicyDesk;
import java.util.List;
import java.util.Optional;

/** Which policies a token holds: the room of tokens as the room of policies sees it. */
record HoldersOf(Tokens tokens) implements PolicyDesk.Holders {
  @Override
  public Optional<List<String>> ofToken(SecretBytes token) {
    return tokens.lookup().byText(token).map(HoldersOf::policies);
  }

  @Override
  public Optional<List<String>> ofAccessor(String accessor) {
    return tokens.lookup().byHash(accessor).map(HoldersOf::policies);
  }

  private static List<String> policies(TokenLookup.Known known) {
    return known.entry().policies();
  }
}
