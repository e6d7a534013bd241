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
          out.text(name).inner(hash -> write(hash, password));
          TokenParametersCodec.write(out, tokens);
        });
  }

  static User decode(byte[] row) {
    return CborReader.array(
        row,
        in -> new User(in.text(), in.inner(User::password), TokenParametersCodec.read(in)));
  }

  /** Of bcrypt: 0, where the memory of Argon2id would stand, and the text. */
  private static void write(CborWriter out, PasswordHash password) {
    switch (password) {
      case Argon2Hash argon2 ->
          out.number(argon2.memoryKib())
              .number(argon2.passes())
              .number(argon2.lanes())
              .bytes(argon2.salt())
              .bytes(argon2.hash());
      case BcryptHash bcrypt -> out.number(0).text(bcrypt.text());
    }
  }

  private static PasswordHash password(CborReader in) {
    int memoryKib = in.integer();
    return memoryKib == 0
        ? BcryptHash.of(in.text())
        : new Argon2Hash(memoryKib, in.integer(), in.integer(), in.bytes(), in.bytes());
  }

  @Override
  public String toString() {
    return "User[" + name + "]";
  }
}
