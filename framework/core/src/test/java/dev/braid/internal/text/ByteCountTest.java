package dev.braid.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteCountTest {
  @Test
  void should_write_bytes_in_the_largest_unit_that_fits() {
    assertThat(ByteCount.text(0)).isEqualTo("0 bytes");
    assertThat(ByteCount.text(1023)).isEqualTo("1023 bytes");
    assertThat(ByteCount.text(1024)).isEqualTo("1.0 KiB");
    assertThat(ByteCount.text(1536 * 1024)).isEqualTo("1.5 MiB");
    assertThat(ByteCount.text(1L << 62)).isEqualTo("4.0 EiB");
    assertThat(ByteCount.text(0x1p90)).isEqualTo("1048576.0 ZiB");
  }
}
