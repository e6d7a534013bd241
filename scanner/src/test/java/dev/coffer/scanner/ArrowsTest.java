package dev.coffer.scanner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URL;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of the scanner's rooms, and what it must not see at all. */
final class ArrowsTest {
  private static final String ROOT = "dev.coffer.scanner";

  /** Top to bottom: a room imports only rooms below it. */
  private static final List<String> ROOMS =
      List.of("scan", "config", "engine", "walk", "report", "validate", "decode", "rule", "checksum", "regex");

  private static final JavaClasses CLASSES = imported();

  private static JavaClasses imported() {
    URL place = Finding.class.getProtectionDomain().getCodeSource().getLocation();
    return new ClassFileImporter().importUrl(place);
  }

  static Stream<String> rooms() {
    return ROOMS.stream();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomImportsOnlyRoomsBelow(String room) {
    String[] above =
        ROOMS.subList(0, ROOMS.indexOf(room)).stream().map(name -> ROOT + "." + name).toArray(String[]::new);
    if (above.length > 0) {
      noClasses().that().resideInAPackage(ROOT + "." + room).should().dependOnClassesThat().resideInAnyPackage(above).check(CLASSES);
    }
  }

  @Test
  void theSharedWordsImportNoRoom() {
    String[] rooms = ROOMS.stream().map(name -> ROOT + "." + name).toArray(String[]::new);
    noClasses().that().resideInAPackage(ROOT).should().dependOnClassesThat().resideInAnyPackage(rooms).check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev.coffer.server.Assembly", "dev.coffer.client.VaultClient", "dev.coffer.app.Main"})
  void whatReadsHostileInputSeesNoServerAndNoClient(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void librariesStayInTheirRooms() {
    classes().that().resideOutsideOfPackage(ROOT + ".config..").should().onlyDependOnClassesThat().resideOutsideOfPackage("org.tomlj..").check(CLASSES);
    classes().that().resideOutsideOfPackage(ROOT + ".regex..").should().onlyDependOnClassesThat().resideOutsideOfPackage("com.google.re2j..").check(CLASSES);
    classes().that().resideOutsideOfPackage(ROOT + ".walk..").should().onlyDependOnClassesThat().resideOutsideOfPackage("org.tukaani..").check(CLASSES);
  }
}
