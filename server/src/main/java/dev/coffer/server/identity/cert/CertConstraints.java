package dev.coffer.server.identity.cert;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.token.Glob;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a certificate must say of its holder. Of each list that is not empty one entry must fit, of
 * {@code extensions} every one; {@code *} stands for any characters.
 *
 * @param names in the common name, a DNS name or an e-mail address
 * @param extensions {@code OID:VALUE} of string extensions
 */
public record CertConstraints(
    List<String> names,
    List<String> commonNames,
    List<String> dnsNames,
    List<String> emails,
    List<String> uris,
    List<String> organizationalUnits,
    List<String> extensions) {
  public static final CertConstraints NONE =
      new CertConstraints(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  private static final int ENTRIES_MAX = 1_000;

  public CertConstraints {
    names = List.copyOf(names);
    commonNames = List.copyOf(commonNames);
    dnsNames = List.copyOf(dnsNames);
    emails = List.copyOf(emails);
    uris = List.copyOf(uris);
    organizationalUnits = List.copyOf(organizationalUnits);
    extensions = List.copyOf(extensions);
  }

  void check() {
    for (List<String> list : List.of(names, commonNames, dnsNames, emails, uris, organizationalUnits, extensions)) {
      if (list.size() > ENTRIES_MAX) {
        throw new Refused(new Failure.TooLarge("a list of names", ENTRIES_MAX, "names"));
      }
    }
    if (!extensions.stream().allMatch(extension -> extension.matches("[0-9]+(?:\\.[0-9]+)+:(?s:.*)"))) {
      throw Refused.malformed("required_extensions must be OID:VALUE");
    }
  }

  boolean allow(Holder holder) {
    List<String> common = holder.commonName().isEmpty() ? List.of() : List.of(holder.commonName());
    List<String> all =
        Stream.of(common, holder.dnsNames(), holder.emails()).flatMap(List::stream).toList();
    return fits(names, all)
        && fits(commonNames, common)
        && fits(dnsNames, holder.dnsNames())
        && fits(emails, holder.emails())
        && fits(uris, holder.uris())
        && fits(organizationalUnits, holder.organizationalUnits())
        && extensions.stream().allMatch(extension -> has(holder, extension));
  }

  private static boolean fits(List<String> patterns, List<String> values) {
    return patterns.isEmpty() || values.stream().anyMatch(value -> Glob.anyMatches(patterns, value));
  }

  private static boolean has(Holder holder, String extension) {
    int colon = extension.indexOf(':');
    String pattern = extension.substring(colon + 1);
    return holder
        .extension(extension.substring(0, colon))
        .filter(value -> Glob.matches(pattern, value))
        .isPresent();
  }
}
