package dev.coffer.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.coffer.kit.json.Json;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ARCHITECTURE.md in code: which room may import which, and what only one room may do. */
final class ArrowsTest {
  private static final String SERVER = "dev.coffer.server";
  private static final String KIT = "dev.coffer.kit";

  /**
   * Top to bottom: a room imports only rooms on lines below its own, so no two packages import each
   * other, and siblings on one line never meet. The empty name is the root, where Assembly is.
   */
  private static final List<Set<String>> HOUSE =
      List.of(
          Set.of("", "config"),
          Set.of("transport"),
          Set.of("dialect.vault"),
          Set.of("dialect"),
          Set.of("system"),
          Set.of("mount"),
          Set.of("identity.approle", "identity.userpass", "identity.ldap", "identity.cert", "identity.aws", "identity.jwt", "identity.kubernetes", "identity.oidc"),
          Set.of("identity"),
          Set.of("identity.jose"),
          Set.of("identity.token"),
          Set.of("identity.mfa"),
          Set.of("identity.entity"),
          Set.of("engine.kv", "engine.cubbyhole", "engine.database", "engine.transit"),
          Set.of("engine"),
          Set.of("gate.audit", "gate.wrapping"),
          Set.of("gate"),
          Set.of("gate.policy"),
          Set.of("lease", "password"),
          Set.of("barrier.seal"),
          Set.of("barrier"),
          Set.of("storage.memory", "storage.rocksdb"),
          Set.of("storage"),
          Set.of("outgoing"),
          Set.of("crypto", "failure"));

  private static final JavaClasses SERVER_CLASSES = classesBeside(Assembly.class);
  private static final JavaClasses KIT_CLASSES = classesBeside(Json.class);

  private static JavaClasses classesBeside(Class<?> one) {
    URL place = one.getProtectionDomain().getCodeSource().getLocation();
    return new ClassFileImporter().importUrl(place);
  }

  private static String packageOf(String room) {
    return room.isEmpty() ? SERVER : SERVER + "." + room;
  }

  static Stream<String> rooms() {
    return HOUSE.stream().flatMap(Set::stream);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomImportsOnlyRoomsBelow(String room) {
    List<String> notBelow = new ArrayList<>();
    for (Set<String> line : HOUSE) {
      line.stream().filter(other -> !other.equals(room)).map(ArrowsTest::packageOf).forEach(notBelow::add);
      if (line.contains(room)) {
        break;
      }
    }
    if (!notBelow.isEmpty()) {
      noClasses()
          .that()
          .resideInAPackage(packageOf(room))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(notBelow.toArray(String[]::new))
          .check(SERVER_CLASSES);
    }
  }

  @Test
  void everyClassIsInARoom() {
    classes()
        .should()
        .resideInAnyPackage(rooms().map(ArrowsTest::packageOf).toArray(String[]::new))
        .check(SERVER_CLASSES);
  }

  @Test
  void foreignLibrariesStayInOneRoom() {
    onlyInUses("transport", "io.helidon..");
    onlyInUses("storage.rocksdb", "org.rocksdb..");
    onlyInUses("identity.userpass", "org.bouncycastle..");
    onlyInUses("identity.ldap", "com.unboundid..");
    onlyInUses("engine.database", "org.postgresql..");
    onlyInUses("engine.database", "com.zaxxer..");
    onlyInUses("engine.transit", "com.amazon.corretto..");
    noClasses().should().dependOnClassesThat().resideInAPackage("tools.jackson..").check(SERVER_CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(KIT + ".json", KIT + ".cbor")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("tools.jackson..")
        .check(KIT_CLASSES);
  }

  private static void onlyInUses(String room, String library) {
    noClasses()
        .that()
        .resideOutsideOfPackage(packageOf(room))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(SERVER_CLASSES);
  }

  @Test
  void nobodyLooksAtTheClockByThemselves() {
    DescribedPredicate<JavaAccess<?>> looking =
        reaching("java\\.time\\.\\w+\\.now|java\\.time\\.(Clock|InstantSource)\\.(system|tick)\\w*"
            + "|java\\.lang\\.System\\.currentTimeMillis|java\\.util\\.(Date|Calendar\\.getInstance)");
    noClasses().should().accessTargetWhere(looking).check(SERVER_CLASSES);
    noClasses().should().accessTargetWhere(looking).check(KIT_CLASSES);
  }

  @Test
  void nothingIsFoundByReflection() {
    DescribedPredicate<JavaAccess<?>> searching =
        reaching("java\\.lang\\.Class\\.(forName|newInstance|getDeclared\\w+|getMethods?|getFields?)"
            + "|java\\.util\\.ServiceLoader\\..*");
    for (JavaClasses ours : List.of(SERVER_CLASSES, KIT_CLASSES)) {
      noClasses().should().accessTargetWhere(searching).check(ours);
      noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.reflect..").check(ours);
    }
  }

  @Test
  void nobodyPrints() {
    DescribedPredicate<JavaAccess<?>> printing =
        reaching("java\\.lang\\.System\\.(out|err)|.*\\.printStackTrace");
    noClasses().should().accessTargetWhere(printing).check(SERVER_CLASSES);
    noClasses().should().accessTargetWhere(printing).check(KIT_CLASSES);
  }

  /** The store itself gives back as {@code Ciphertext} what it was given. */
  @Test
  void onlyTheBarrierAndTheStoreMakeCiphertext() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packageOf("barrier") + "..", packageOf("storage") + "..")
        .should()
        .accessTargetWhere(reaching(Pattern.quote(packageOf("storage.Ciphertext")) + "(\\.owning)?"))
        .check(SERVER_CLASSES);
  }

  @Test
  void onlyTheGateMakesPermits() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packageOf("gate"))
        .should()
        .accessTargetWhere(reaching(Pattern.quote(packageOf("gate.Permit"))))
        .check(SERVER_CLASSES);
  }

  /** A call, a reference or a field, named in full; a constructor has the name of its class. */
  private static DescribedPredicate<JavaAccess<?>> reaching(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return describe("the target matches " + pattern, access -> compiled.matcher(nameOf(access)).matches());
  }

  private static String nameOf(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String owner = target.getOwner().getName();
    return target.getName().equals("<init>") ? owner : owner + "." + target.getName();
  }
}
