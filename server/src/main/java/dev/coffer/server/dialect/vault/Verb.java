package dev.coffer.server.dialect.vault;

import dev.coffer.server.gate.Operation;

/** What a request does to a path, in Vault's words; POST and PUT are the same. */
public enum Verb {
  READ("get", Operation.READ),
  WRITE("post", Operation.UPDATE),
  PATCH("patch", Operation.PATCH),
  DELETE("delete", Operation.DELETE),
  LIST("get", Operation.LIST),
  SCAN("get", Operation.SCAN),
  /** GET with {@code help=1}: what a path is for. No route of a table has it. */
  HELP("get", Operation.HELP);

  private final String openApiMethod;
  private final Operation operation;

  Verb(String openApiMethod, Operation operation) {
    this.openApiMethod = openApiMethod;
    this.operation = operation;
  }

  /** The method's name in an OpenAPI document, which knows no LIST. */
  String openApiMethod() {
    return openApiMethod;
  }

  /** The word of the audit record. */
  Operation operation() {
    return operation;
  }

  /** Whether the fields come in a JSON body; for the others they come in the query. */
  boolean hasBody() {
    return this == WRITE || this == PATCH;
  }

  /** Whether it asks for what is inside a folder; such a path always ends with a slash. */
  boolean asksFolder() {
    return this == LIST || this == SCAN;
  }
}
