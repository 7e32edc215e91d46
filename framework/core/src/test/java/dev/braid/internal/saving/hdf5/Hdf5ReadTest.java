package dev.braid.internal.saving.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.saving.FileFormatException;
import dev.braid.saving.SavingFixtures;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5ReadTest {
  private static H5Group types;

  @BeforeAll
  static void open() throws IOException {
    types = Hdf5.read(SavingFixtures.file("types.h5"));
  }

  private static H5Dataset dataset(String path) {
    return types.dataset(path).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "f2, FLOAT16", "f4, FLOAT32", "f8, FLOAT64", "i1, INT8", "i2, INT16", "i4, INT32",
    "i8, INT64", "u1, UINT8", "u2, UINT16", "u4, UINT32", "u8, UINT64", "big_f4, FLOAT32",
    "big_i4, INT32", "big_f8, FLOAT64"
  })
  void should_read_every_type_of_number(String name, H5Type type) {
    H5Dataset found = dataset("types/" + name);
    assertThat(found.type()).isEqualTo(type);
    assertThat(found.shape()).containsExactly(2, 3);
    assertThat(found.floats()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void should_read_booleans_and_scalars() {
    assertThat(dataset("types/bool")).isEqualTo(H5Dataset.of(new boolean[] {true, false, true}, 3));
    assertThat(dataset("scalars/int32")).isEqualTo(H5Dataset.of(new int[] {-7}));
    assertThat(dataset("scalars/float32")).isEqualTo(H5Dataset.of(new float[] {0.5f}));
    assertThat(dataset("scalars/bool")).isEqualTo(H5Dataset.of(new boolean[] {true}));
    assertThat(dataset("scalars/text").text()).contains("größe");
  }

  @Test
  void should_read_empty_and_unwritten_arrays() {
    assertThat(dataset("empty/no_rows")).isEqualTo(H5Dataset.of(new float[0], 0, 3));
    assertThat(dataset("empty/null").size()).isZero();
    assertThat(dataset("empty/unwritten")).isEqualTo(H5Dataset.of(new float[4], 2, 2));
  }

  @Test
  void should_read_strings_of_fixed_and_variable_length() {
    assertThat(dataset("texts/fixed").texts()).containsExactly("kernel:0", "b");
    assertThat(dataset("texts/variable").texts()).containsExactly("naïve", "", "x".repeat(300));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "gzip", "shuffled", "one_chunk", "many_chunks"})
  void should_assemble_chunks(String name) {
    float[] counting = new float[70];
    for (int i = 0; i < counting.length; i++) {
      counting[i] = i;
    }
    assertThat(dataset("chunked/" + name)).isEqualTo(H5Dataset.of(counting, 10, 7));
  }

  @Test
  void should_assemble_chunks_of_three_dimensions() {
    assertThat(dataset("chunked/cube"))
        .isEqualTo(H5Dataset.of(IntStream.range(0, 60).toArray(), 3, 5, 4));
  }

  @Test
  void should_read_groups_whose_index_has_two_levels() {
    assertThat(types.group("wide").orElseThrow().children()).hasSize(300);
    assertThat(dataset("wide/299")).isEqualTo(H5Dataset.of(new int[] {299}));
  }

  @Test
  void should_read_attributes() {
    assertThat(types.text("text")).contains("größe");
    assertThat(types.text("fixed_text")).contains("tensorflow");
    assertThat(types.attributes().get("variable_texts").texts()).containsExactly("a", "bc", "");
    assertThat(types.attributes().get("fixed_texts").texts())
        .containsExactly("dense/kernel:0", "dense/bias:0");
    assertThat(types.attributes().get("numbers"))
        .isEqualTo(H5Dataset.of(new float[] {0, 1, 2, 3}, 2, 2));
    assertThat(types.attributes().get("flag")).isEqualTo(H5Dataset.of(new boolean[] {true}));
    assertThat(dataset("types/f4").attributes().get("unit").text()).contains("metre");
    assertThat(types.group("types").orElseThrow().text("long")).contains("y".repeat(100_000));
  }

  @Test
  void should_read_the_weights_that_keras_saved() throws IOException {
    H5Group root = Hdf5.read(SavingFixtures.file("model.weights.h5"));
    assertThat(root.group("layers/lstm/vars").orElseThrow().text("name")).contains("reader");
    assertThat(root.dataset("layers/lstm/cell/vars/1").orElseThrow().shape())
        .containsExactly(5, 20);
    assertThat(root.dataset("optimizer/vars/0")).contains(H5Dataset.of(new int[] {1}));
  }

  @Test
  void should_read_a_whole_legacy_model() throws IOException {
    H5Group root = Hdf5.read(SavingFixtures.file("legacy.h5"));
    assertThat(root.text("model_config").orElseThrow()).startsWith("{\"class_name\": \"Sequential");
    H5Group weights = root.group("model_weights").orElseThrow();
    assertThat(weights.attributes().get("layer_names").texts())
        .containsExactly("reader", "norm", "answer");
    H5Group answer = weights.group("answer").orElseThrow();
    String kernel = answer.attributes().get("weight_names").texts().get(0);
    assertThat(answer.dataset(kernel).orElseThrow().shape()).containsExactly(5, 2);
  }

  @Test
  void should_read_the_newest_format_if_groups_are_small() throws IOException {
    H5Group root = Hdf5.read(SavingFixtures.file("newest.h5"));
    assertThat(root.group("vars").orElseThrow().text("name")).contains("dense");
    assertThat(root.dataset("vars/0").orElseThrow().floats()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @CsvSource({
    "dense_links.h5, densely packed groups",
    "compound.h5, compound values (in /a)",
    "soft_link.h5, symbolic links",
    "external_link.h5, external links",
    "circle.h5, a group that contains itself"
  })
  void should_refuse_unsafe_or_unknown_features_by_name(String name, String reason) {
    assertThatThrownBy(() -> Hdf5.read(SavingFixtures.file(name)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageStartingWith("\"" + name + "\" ")
        .hasMessageContaining(reason);
  }

  @Test
  void should_refuse_a_small_file_that_unpacks_to_a_huge_array() {
    byte[] bomb = SavingFixtures.bytes("bomb.h5");
    assertThatThrownBy(() -> Hdf5.read(bomb, "bomb.h5", new Hdf5Limits(16 << 20, 100, 8)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("more than 16777216 bytes of values (in /zeros)");
  }

  @Test
  void the_usual_limits_grow_with_the_file() {
    assertThat(Hdf5Limits.forFile(0).dataBytes()).isEqualTo(256L << 20);
    assertThat(Hdf5Limits.forFile(1L << 30).dataBytes()).isEqualTo((256L << 20) + (16L << 30));
  }

  @Test
  void should_refuse_more_nodes_than_allowed() {
    byte[] file = SavingFixtures.bytes("types.h5");
    assertThatThrownBy(() -> Hdf5.read(file, "types.h5", new Hdf5Limits(1 << 20, 100, 8)))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("more than 100 groups, arrays and attributes");
  }

  @Test
  void should_name_a_file_that_is_not_hdf5() {
    assertThatThrownBy(() -> Hdf5.read(new byte[] {1, 2, 3}, "model.weights.h5"))
        .isInstanceOf(FileFormatException.class)
        .hasMessage(
            "\"model.weights.h5\" is damaged or truncated: in /, an address lies outside the file's 3 bytes. Save or download it again.");
  }
}
