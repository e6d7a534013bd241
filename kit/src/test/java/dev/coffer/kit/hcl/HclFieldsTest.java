package dev.coffer.kit.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HclFieldsTest {
  private static HclFields fields(String hcl) {
    return new HclFields(new HclReader(HclLimits.CONFIG).read(hcl));
  }

  @Test
  void fieldsAreReadByType() {
    HclFields fields = fields("t = \"x\" b = \"true\" n = \"7\" d = 90 e = \"1h30m\" l = [\"a\"] o { k = 1 }");
    assertThat(fields.text("t")).contains("x");
    assertThat(fields.bool("b")).contains(true);
    assertThat(fields.integer("n", 0, 10)).contains(7L);
    assertThat(fields.duration("d")).contains(Duration.ofSeconds(90));
    assertThat(fields.duration("e")).contains(Duration.ofMinutes(90));
    assertThat(fields.texts("l")).contains(List.of("a"));
    assertThat(fields.object("o")).isPresent();
    assertThat(fields.text("missing")).isEmpty();
    fields.end();
  }

  @Test
  void wrongTypesAndUnknownNamesAreRefusedWithTheirPlace() {
    assertThatThrownBy(() -> fields("a = 1").text("a")).hasMessage("line 1, column 5: a must be text in quotes");
    assertThatThrownBy(() -> fields("a = \"maybe\"").bool("a")).hasMessageContaining("true or false");
    assertThatThrownBy(() -> fields("a = 11").integer("a", 0, 10)).hasMessageContaining("from 0 to 10");
    assertThatThrownBy(() -> fields("a = 1.5").integer("a", 0, 10)).hasMessageContaining("whole number");
    assertThatThrownBy(() -> fields("a = \"-1s\"").duration("a")).hasMessageContaining("duration");
    assertThatThrownBy(() -> fields("a = \"\"").duration("a")).hasMessageContaining("duration");
    assertThatThrownBy(() -> fields("a = [1]").texts("a")).hasMessageContaining("each item of a");
    assertThatThrownBy(() -> fields("a {} a {}").object("a")).hasMessageContaining("stands twice");
    assertThatThrownBy(() -> fields("a \"l\" {}").object("a")).hasMessageContaining("takes no label");
    HclFields unknown = fields("\nsecretword = 1");
    assertThat(unknown.text("known")).isEmpty();
    assertThatThrownBy(unknown::end).hasMessage("line 2, column 1: this name is not known here; known are known");
  }

  @Test
  void blocksAreFoundInEveryWayOfWritingThem() {
    for (String text :
        List.of(
            "l \"tcp\" { a = 1 } l \"unix\" { a = 2 }",
            "l { tcp { a = 1 } } l \"unix\" { a = 2 }",
            "l = [{ tcp = { a = 1 } }, { unix = { a = 2 } }]",
            "{\"l\": [{\"tcp\": {\"a\": 1}}, {\"unix\": {\"a\": 2}}]}",
            "{\"l\": {\"tcp\": [{\"a\": 1}], \"unix\": {\"a\": 2}}}")) {
      List<HclFields.Block> blocks = fields(text).blocks("l", 1);
      assertThat(blocks).as(text).extracting(block -> block.labels().getFirst().text()).containsExactly("tcp", "unix");
      assertThat(new HclFields(blocks.get(1).body()).integer("a", 0, 9)).contains(2L);
    }
    assertThatThrownBy(() -> fields("l \"a\" \"b\" {}").blocks("l", 1)).hasMessageContaining("not a further label");
    assertThatThrownBy(() -> fields("l = 1").blocks("l", 1)).hasMessageContaining("expected a block");
    assertThatThrownBy(() -> fields("l { a = 1 }").blocks("l", 1)).hasMessageContaining("expected a block");
  }
}
