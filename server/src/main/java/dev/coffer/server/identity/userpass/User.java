package dev.coffer.server.identity.userpass;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.identity.token.TokenParametersCodec;

/**
 * A user.
 *
 * @param name in lower case
 */
record User(String name, PasswordHash password, TokenParameters tokens) {

  User withPassword(PasswordHash other) {
    return new User(name, other, tokens);
  }

  User withTokens(TokenParameters other) {
    return new User(name, password, other);
  }

  /** The row: a CBOR array (docs/format.md §4). */
  byte[] encode() {
    return CborWriter.array(
        out -> {
          out.text(name)
              .inner(
                  hash ->
                      hash.number(password.memoryKib())
                          .number(password.passes())
                          .number(password.lanes())
                          .bytes(password.salt())
                          .bytes(password.hash()));
          TokenParametersCodec.write(out, tokens);
        });
  }

  static User decode(byte[] row) {
    return CborReader.array(
        row,
        in -> new User(in.text(), in.inner(User::password), TokenParametersCodec.read(in)));
  }

  private static PasswordHash password(CborReader in) {
    return new PasswordHash(in.integer(), in.integer(), in.integer(), in.bytes(), in.bytes());
  }

  @Override
  public String toString() {
    return "User[" + name + "]";
  }
}
