package dev.coffer.server.identity.ldap;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.identity.token.TokenParametersCodec;
import java.time.Duration;

/** The rows of this method: CBOR arrays (docs/format.md §4), times in seconds. */
final class LdapRows {
  private LdapRows() {}

  static byte[] config(LdapConfig config) {
    return CborWriter.array(
        out -> {
          out.inner(servers -> write(servers, config.servers()))
              .inner(service -> write(service, config.service()))
              .inner(users -> write(users, config.users()))
              .inner(groups -> write(groups, config.groups()))
              .flag(config.caseSensitiveNames())
              .flag(config.usernameAsAlias());
          TokenParametersCodec.write(out, config.tokens());
        });
  }

  static LdapConfig config(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new LdapConfig(
                in.inner(LdapRows::servers),
                in.inner(LdapRows::service),
                in.inner(LdapRows::users),
                in.inner(LdapRows::groups),
                in.flag(),
                in.flag(),
                TokenParametersCodec.read(in)));
  }

  private static void write(CborWriter out, LdapConfig.Servers servers) {
    out.each(servers.urls(), out::text)
        .flag(servers.startTls())
        .text(servers.certificate())
        .number(servers.connectTimeout().toSeconds())
        .number(servers.requestTimeout().toSeconds());
  }

  private static LdapConfig.Servers servers(CborReader in) {
    return new LdapConfig.Servers(
        in.each(CborReader::text),
        in.flag(),
        in.text(),
        Duration.ofSeconds(in.number()),
        Duration.ofSeconds(in.number()));
  }

  private static void write(CborWriter out, LdapConfig.Service service) {
    out.text(service.dn());
    service.password().read(out::bytes);
    out.flag(service.discover());
  }

  private static LdapConfig.Service service(CborReader in) {
    return new LdapConfig.Service(in.text(), SecretBytes.owning(in.bytes()), in.flag());
  }

  private static void write(CborWriter out, LdapConfig.UserSearch users) {
    out.text(users.base()).text(users.attribute()).text(users.filter()).text(users.upnDomain());
  }

  private static LdapConfig.UserSearch users(CborReader in) {
    return new LdapConfig.UserSearch(in.text(), in.text(), in.text(), in.text());
  }

  private static void write(CborWriter out, LdapConfig.GroupSearch groups) {
    out.text(groups.base()).text(groups.filter()).text(groups.attribute()).flag(groups.anonymous());
  }

  private static LdapConfig.GroupSearch groups(CborReader in) {
    return new LdapConfig.GroupSearch(in.text(), in.text(), in.text(), in.flag());
  }

  static byte[] mapping(Mapping mapping) {
    return CborWriter.array(
        out -> out.each(mapping.policies(), out::text).each(mapping.groups(), out::text));
  }

  static Mapping mapping(byte[] row) {
    return CborReader.array(
        row, in -> new Mapping(in.each(CborReader::text), in.each(CborReader::text)));
  }
}
