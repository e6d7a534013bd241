package dev.coffer.server.dialect.vault;

import java.util.List;

/** Names, in Vault's words, the fields of a request that had no effect. */
final class Ignored {
  /** More would make the answer as large as the caller likes. */
  private static final int NAMED_MAX = 100;

  private Ignored() {}

  static Passed named(Passed passed, Route<?> route, RequestFacts facts) {
    if (facts.parameters().members().isEmpty()) {
      return passed;
    }
    List<String> sent = facts.parameters().members().keySet().stream().sorted().toList();
    List<String> replaced = sent.stream().filter(facts.captures()::containsKey).limit(NAMED_MAX).toList();
    List<String> unknown =
        sent.stream()
            .filter(name -> !route.knows(name) && !facts.captures().containsKey(name))
            .limit(NAMED_MAX)
            .toList();
    Passed told =
        unknown.isEmpty()
            ? passed
            : passed.warning("Endpoint ignored these unrecognized parameters: " + list(unknown));
    return replaced.isEmpty() || route.anyFields()
        ? told
        : told.warning(
            "Endpoint replaced the value of these parameters with the values captured from the"
                + " endpoint's path: "
                + list(replaced));
  }

  private static String list(List<String> names) {
    return "[" + String.join(" ", names) + "]";
  }
}
