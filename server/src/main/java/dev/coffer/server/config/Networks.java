package dev.coffer.server.config;

import dev.coffer.kit.hcl.Hcl;
import dev.coffer.kit.hcl.HclException;
import dev.coffer.kit.hcl.HclFields;
import dev.coffer.kit.net.Network;
import java.util.List;
import java.util.Optional;

/** Addresses and networks as they are written: {@code ["10.0.0.0/8"]}, {@code "10.0.0.0/8, ::1"}. */
final class Networks {
  private Networks() {}

  /** Empty when nothing is said. */
  static List<Network> read(HclFields fields, String name) {
    try {
      return words(fields, name).stream().map(Network::of).toList();
    } catch (IllegalArgumentException _) {
      throw new HclException(
          fields.place(), name + " takes addresses and networks, as \"10.0.0.0/8, 192.168.1.1\"");
    }
  }

  /** A list, or one string with commas, as Vault takes both. */
  static List<String> words(HclFields fields, String name) {
    Optional<Hcl> value = fields.value(name);
    List<String> texts =
        value.isPresent() && value.get() instanceof Hcl.Items
            ? fields.texts(name).orElse(List.of())
            : fields.text(name).map(text -> List.of(text.split(",", -1))).orElse(List.of());
    return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
  }
}
