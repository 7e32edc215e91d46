package dev.braid.internal.saving.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
  @Test
  void should_convert_every_half_float_to_float_and_back() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfFloat.toFloat((short) bits);
      if (Float.isNaN(value)) {
        assertThat(HalfFloat.fromFloat(value) & 0x7e00).isEqualTo(0x7e00);
      } else {
        assertThat(HalfFloat.fromFloat(value)).isEqualTo((short) bits);
      }
    }
  }

  // The bits are those of numpy.float16.
  @ParameterizedTest
  @CsvSource({
    "1.0, 15360",
    "0.1, 11878",
    "-2.5, 49408",
    "65504, 31743",
    "65519.9, 31743",
    "65520, 31744",
    "1e-8, 0",
    "5.9604645e-8, 1",
    "2.9802322e-8, 0",
    "8.940697e-8, 2",
    "6.1e-5, 1023",
    "2049, 26624",
    "2051, 26626"
  })
  void should_round_to_the_nearest_with_ties_to_even(float value, int bits) {
    assertThat(HalfFloat.fromFloat(value) & 0xffff).isEqualTo(bits);
  }
}
