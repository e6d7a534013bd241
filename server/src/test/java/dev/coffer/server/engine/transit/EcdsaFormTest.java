package dev.coffer.server.engine.transit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcdsaFormTest {

  @Test
  void numbersWithLeadingZerosAndHighBitsKeepTheirValue() {
    byte[] der = HexFormat.of().parseHex("30080203" + "00ff01" + "0201" + "07");
    byte[] jws = EcdsaForm.toJws(der, 4);
    assertThat(HexFormat.of().formatHex(jws)).isEqualTo("0000ff01" + "00000007");
    assertThat(EcdsaForm.toDer(jws, 4)).hasValueSatisfying(back -> assertThat(back).isEqualTo(der));
  }

  @Test
  void theLengthOfTheJwsFormIsExact() {
    assertThat(EcdsaForm.toDer(new byte[63], 32)).isEmpty();
    assertThat(EcdsaForm.toDer(new byte[65], 32)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "30", "3000", "3003020101", "300602010102010100", "3081060201010201" + "01", "31060201010201" + "01",
        "3006020101020101" + "00", "30050201010201", "30840000000602010102010",
      })
  void whatIsNotTwoIntegersInTheShortestDerIsNone(String hex) {
    String even = hex.length() % 2 == 0 ? hex : hex + "1";
    assertThat(EcdsaForm.isDer(HexFormat.of().parseHex(even))).isFalse();
  }
}
