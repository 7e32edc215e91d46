package dev.braid.saving.npz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.StructureException;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.SavingFixtures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "f2, FLOAT16", "f4, FLOAT32", "f8, FLOAT64", "i1, INT8", "i2, INT16", "i4, INT32",
    "i8, INT64", "u1, UINT8", "u2, UINT16", "u4, UINT32", "u8, UINT64", "big_f4, FLOAT32",
    "big_i8, INT64", "big_u2, UINT16"
  })
  void should_read_every_type_of_number(String name, NpyType type) throws IOException {
    NpyArray array = Npz.read(SavingFixtures.file("types.npz")).get(name);
    assertThat(array.type()).isEqualTo(type);
    assertThat(array.shape()).containsExactly(2, 3);
    for (int i = 0; i < 6; i++) {
      assertThat(((Number) java.lang.reflect.Array.get(array.values(), i)).intValue()).isEqualTo(i);
    }
  }

  @Test
  void should_read_booleans_scalars_vectors_and_empty_arrays() throws IOException {
    Map<String, NpyArray> arrays = Npz.read(SavingFixtures.file("types.npz"));
    assertThat(arrays.get("bool")).isEqualTo(NpyArray.of(new boolean[] {true, false, true}, 3));
    assertThat(arrays.get("scalar")).isEqualTo(NpyArray.of(new float[] {0.5f}));
    assertThat(arrays.get("vector")).isEqualTo(NpyArray.of(new int[] {0, -3, -6, -9, -12}, 5));
    assertThat(arrays.get("empty")).isEqualTo(NpyArray.of(new float[0], 0, 3));
  }

  @Test
  void should_convert_column_major_arrays_to_row_major() throws IOException {
    float[] counting = new float[24];
    for (int i = 0; i < 24; i++) {
      counting[i] = i;
    }
    assertThat(Npz.read(SavingFixtures.file("types.npz")).get("fortran"))
        .isEqualTo(NpyArray.of(counting, 2, 3, 4));
  }

  @Test
  void should_read_compressed_archives() throws IOException {
    assertThat(Npz.read(SavingFixtures.file("compressed.npz")).get("x").shape())
        .containsExactly(20, 5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void should_read_every_version_of_the_format(int version) throws IOException {
    assertThat(Npz.readArray(SavingFixtures.file("version_" + version + ".npy")))
        .isEqualTo(NpyArray.of(new float[] {0, 1, 2, 3}, 2, 2));
  }

  @Test
  void should_write_the_bytes_that_numpy_writes() throws IOException {
    Path file = folder.resolve("a.npy");
    Npz.writeArray(file, NpyArray.of(new float[] {0, 1, 2, 3}, 2, 2));
    assertThat(file).hasSameBinaryContentAs(SavingFixtures.file("version_1.npy"));
  }

  @Test
  void should_read_written_arrays_and_write_reproducible_bytes() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>(Npz.read(SavingFixtures.file("types.npz")));
    Path one = folder.resolve("one.npz");
    Path two = folder.resolve("two.npz");
    Npz.write(one, arrays);
    Npz.write(two, arrays);
    assertThat(Npz.read(one)).isEqualTo(arrays);
    assertThat(one).hasSameBinaryContentAs(two);
  }

  @ParameterizedTest
  @CsvSource({"objects.npz, 'Python objects (pickles)'", "texts.npz, strings"})
  void should_refuse_elements_that_are_not_numbers_by_name(String name, String what) {
    assertThatThrownBy(() -> Npz.read(SavingFixtures.file(name)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith("\"" + name + ": x\" contains " + what);
  }

  @Test
  void should_refuse_values_that_do_not_match_the_shape() throws IOException {
    Path file = folder.resolve("bad.npy");
    String text = new String(SavingFixtures.bytes("version_1.npy"), StandardCharsets.ISO_8859_1);
    Files.write(file, text.replace("(2, 2)", "(9, 9)").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Npz.readArray(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("expected 324 bytes of values, received 16");
  }

  @Test
  void should_read_arrays_with_tensorflow_names_of_weights() throws IOException {
    Path file = folder.resolve("weights.npz");
    Map<String, NpyArray> arrays =
        Map.of(
            "dense/kernel:0", NpyArray.of(new float[] {1, 2}, 2),
            "w:0", NpyArray.of(new float[] {3}, 1));
    Npz.write(file, arrays);
    assertThat(Npz.read(file)).isEqualTo(arrays);
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:/evil", "C:evil", "c:0/../evil", "/evil", "../evil"})
  void should_refuse_names_that_point_outside_the_archive(String name) throws IOException {
    Path file = folder.resolve("evil.npz");
    Npz.write(file, Map.of(name, NpyArray.of(new float[] {1}, 1)));
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            "\"evil.npz\" has a member with the name \"%s.npy\", which points outside the archive. Do not use this file: it was made to overwrite others.",
            name);
  }

  @Test
  void should_refuse_another_kind_of_archive() {
    assertThatThrownBy(() -> Npz.read(SavingFixtures.file("trained.keras")))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("it has a member \"metadata.json\"");
  }

  @Test
  void should_refuse_to_write_an_array_of_more_than_two_gibibytes() {
    NpyCodec.checkSize("Npz.write(\"f.npz\")", "a", NpyType.UINT8, (1L << 31) - 17 - 1024);
    assertThatThrownBy(
            () -> NpyCodec.checkSize("Npz.write(\"f.npz\")", "a", NpyType.FLOAT64, 300_000_000))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            Npz.write("f.npz") cannot begin:
              [file-size]  "a": expected at most 2 GiB (2147483631 bytes), received 2.2 GiB of values. Split it into several arrays.
              See src/docs/errors.md#file-size""");
  }
}
