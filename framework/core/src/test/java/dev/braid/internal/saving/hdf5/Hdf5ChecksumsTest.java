package dev.braid.internal.saving.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.saving.FileFormatException;
import dev.braid.saving.SavingFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A flipped bit in a file with checksums is always detected. */
class Hdf5ChecksumsTest {
  private static final int LONG = 2500;
  private static final int SUPERBLOCK = 48;

  private static byte[] longValues() {
    byte[] values = new byte[LONG];
    for (int i = 0; i < LONG; i++) {
      values[i] = (byte) (i * 7919L % 251);
    }
    return values;
  }

  private static int find(byte[] bytes, byte[] pattern, int from) {
    for (int at = from; at <= bytes.length - pattern.length; at++) {
      if (Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
        return at;
      }
    }
    return -1;
  }

  private static void refused(byte[] bytes, int at, String message) {
    bytes[at] ^= 16;
    assertThatThrownBy(() -> Hdf5.read(bytes, "checksums.h5"))
        .as("byte %d", at)
        .isInstanceOf(FileFormatException.class)
        .hasMessage(message);
    bytes[at] ^= 16;
  }

  @Test
  void should_read_chunks_with_checksums() throws IOException {
    H5Group root = Hdf5.read(SavingFixtures.file("checksums.h5"));
    assertThat(root.dataset("odd").orElseThrow().values())
        .isEqualTo(IntStream.rangeClosed(-10, 10).toArray());
    int[] values = (int[]) root.dataset("long").orElseThrow().values();
    byte[] expected = longValues();
    assertThat(values).hasSize(LONG);
    for (int i = 0; i < LONG; i++) {
      assertThat(values[i]).isEqualTo(expected[i] & 0xff);
    }
    float[] packed = root.dataset("packed").orElseThrow().floats();
    for (int i = 0; i < packed.length; i++) {
      assertThat(packed[i]).isEqualTo(i);
    }
  }

  @Test
  void should_refuse_a_flipped_bit_in_a_chunk_or_its_checksum() {
    byte[] bytes = SavingFixtures.bytes("checksums.h5");
    String message =
        "\"checksums.h5\" is damaged or truncated: in /long, the checksum of a chunk is wrong."
            + " Save or download it again.";
    int start = find(bytes, longValues(), 0);
    for (int i = 0; i < LONG + 4; i += 13) {
      refused(bytes, start + i, message);
    }
    byte[] odd = {-10, -9, -8, -7, -6, -5, -4};
    int last = find(bytes, odd, 0) + odd.length - 1;
    refused(bytes, last, message.replace("/long", "/odd"));
  }

  @Test
  void should_accept_checksums_whose_halves_are_swapped() throws IOException {
    byte[] bytes = SavingFixtures.bytes("checksums.h5");
    int sum = find(bytes, longValues(), 0) + LONG;
    for (int half = sum; half < sum + 4; half += 2) {
      byte held = bytes[half];
      bytes[half] = bytes[half + 1];
      bytes[half + 1] = held;
    }
    assertThat(Hdf5.read(bytes, "swapped.h5").dataset("long")).isPresent();
  }

  @Test
  void should_refuse_a_flipped_bit_in_the_headers_of_newer_files() {
    byte[] bytes = SavingFixtures.bytes("newest.h5");
    for (int at = 0; at < SUPERBLOCK; at++) {
      int place = at;
      bytes[at] ^= 16;
      assertThatThrownBy(() -> Hdf5.read(bytes, "newest.h5"))
          .as("byte %d", place)
          .isInstanceOf(FileFormatException.class);
      bytes[at] ^= 16;
    }
    byte[] sign = "OHDR".getBytes(StandardCharsets.US_ASCII);
    int headers = 0;
    for (int at = find(bytes, sign, 0); at >= 0; at = find(bytes, sign, at + 4)) {
      for (int i = 12; i < 24; i++) {
        int place = at + i;
        bytes[place] ^= 16;
        assertThatThrownBy(() -> Hdf5.read(bytes, "newest.h5"))
            .as("byte %d", place)
            .isInstanceOf(FileFormatException.class)
            .hasMessageContaining("the checksum of an object header is wrong");
        bytes[place] ^= 16;
      }
      headers++;
    }
    assertThat(headers).isGreaterThan(3);
  }

  @Test
  void should_compute_the_known_sums() {
    byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
    // from the comments of Jenkins' lookup3.c
    assertThat(Hdf5Checksums.lookup3(text, 0, text.length)).isEqualTo(0x17770551);
    assertThat(Hdf5Checksums.lookup3(text, 0, 0)).isEqualTo(0xdeadbeef);
    byte[] abcde = "abcde".getBytes(StandardCharsets.US_ASCII);
    // big-endian words of two bytes: 0x6162, 0x6364, 0x6500
    int low = 0x6162 + 0x6364 + 0x6500;
    int high = 3 * 0x6162 + 2 * 0x6364 + 0x6500;
    assertThat(Hdf5Checksums.fletcher32(abcde, 5)).isEqualTo(fold(high) << 16 | fold(low));
  }

  private static int fold(int sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }
}
