package dev.braid.internal.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.StructureException;
import dev.braid.SummaryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expected texts are the output of Keras 3.15 for the same models. */
class SummaryTextTest {
  private static final SummaryOptions OPEN = SummaryOptions.defaults().expandNested(true);

  private final List<SummaryRow> rows = new ArrayList<>();

  private SummaryTextTest row(String name, String type, String shape, long params, String... from) {
    rows.add(new SummaryRow(name, type, shape, params, List.of(from), true, 0));
    return this;
  }

  private SummaryTable table(String model, long trainable, long frozen) {
    return new SummaryTable(model, rows, trainable, 4 * trainable, frozen, 4 * frozen);
  }

  private SummaryTable chain() {
    return row("pixels", "InputLayer", "(None, 784)", 0)
        .row("hidden", "Dense", "(None, 128)", 100_480, "pixels[0][0]")
        .row("batch_normalization", "BatchNormalization", "(None, 128)", 512, "hidden[0][0]")
        .row("label", "Dense", "(None, 10)", 1290, "batch_normalization[0][0]")
        .table("demo", 102_026, 256);
  }

  private SummaryTable multi() {
    return row("image_input", "InputLayer", "(None, 64, 64, 3)", 0)
        .row("text_input", "InputLayer", "(None, 100)", 0)
        .row("conv2d", "Conv2D", "(None, 62, 62, 32)", 896, "image_input[0][0]")
        .row("embedding", "Embedding", "(None, 100, 64)", 64_000, "text_input[0][0]")
        .row("flatten", "Flatten", "(None, 123008)", 0, "conv2d[0][0]")
        .row("lstm", "LSTM", "(None, 64)", 33_024, "embedding[0][0]")
        .row("dense", "Dense", "(None, 128)", 15_745_152, "flatten[0][0]")
        .row("dense_1", "Dense", "(None, 128)", 8320, "lstm[0][0]")
        .row("meta", "InputLayer", "(None, 5)", 0)
        .row(
            "concatenate",
            "Concatenate",
            "(None, 261)",
            0,
            "dense[0][0]",
            "dense_1[0][0]",
            "meta[0][0]")
        .row("dense_2", "Dense", "(None, 64)", 16_768, "concatenate[0][0]")
        .row("classification_output", "Dense", "(None, 10)", 650, "dense_2[0][0]")
        .row("regression_output", "Dense", "(None, 1)", 65, "dense_2[0][0]")
        .table("multi", 15_868_875, 0);
  }

  private SummaryTable siamese() {
    row("left", "InputLayer", "(None, 32)", 0);
    row("right", "InputLayer", "(None, 32)", 0);
    row("tower", "Functional", "(None, 8)", 664, "left[0][0]", "right[0][0]");
    rows.add(new SummaryRow("x", "InputLayer", "(None, 32)", 0, List.of(), true, 1));
    rows.add(new SummaryRow("dense_4", "Dense", "(None, 16)", 528, List.of("x"), false, 1));
    rows.add(new SummaryRow("dense_3", "Dense", "(None, 8)", 136, List.of("dense_4"), true, 1));
    row("subtract", "Subtract", "(None, 8)", 0, "tower[0][0]", "tower[1][0]");
    row("dense_5", "Dense", "(None, 1)", 9, "subtract[0][0]");
    return table("siamese", 145, 528);
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = SummaryTextTest.class.getResourceAsStream("summary/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void should_print_a_chain_as_keras_does() throws IOException {
    assertThat(SummaryText.of(chain()).lines(88).text()).isEqualTo(golden("chain"));
  }

  @Test
  void should_print_a_chain_with_given_line_length_as_keras_does() throws IOException {
    assertThat(SummaryText.of(chain()).lines(60).text()).isEqualTo(golden("chain-60"));
  }

  @Test
  void should_print_the_trainable_column_as_keras_does() throws IOException {
    assertThat(
            SummaryText.of(chain())
                .options(SummaryOptions.defaults().showTrainable(true))
                .lines(100)
                .text())
        .isEqualTo(golden("chain-trainable"));
  }

  @Test
  void should_print_several_inputs_and_outputs_as_keras_does() throws IOException {
    assertThat(SummaryText.of(multi()).lines(108).text()).isEqualTo(golden("multi"));
  }

  @Test
  void should_wrap_narrow_columns_as_keras_does() throws IOException {
    assertThat(
            SummaryText.of(multi())
                .options(SummaryOptions.defaults().showTrainable(true))
                .lines(90)
                .text())
        .isEqualTo(golden("multi-trainable-90"));
  }

  @Test
  void should_expand_nested_models_as_keras_does() throws IOException {
    assertThat(SummaryText.of(siamese()).options(OPEN).text()).isEqualTo(golden("siamese"));
  }

  @Test
  void should_collapse_nested_models_as_keras_does() throws IOException {
    String open = golden("siamese");
    String closed = open.replaceAll("(?m)^│    └ .*\\R├.*\\R", "");
    assertThat(closed).contains("tower (Functional)").doesNotContain("dense_4");
    assertThat(SummaryText.of(siamese()).text()).isEqualTo(closed);
  }

  @Test
  void should_show_which_nested_layers_are_trainable_as_keras_does() throws IOException {
    assertThat(SummaryText.of(siamese()).options(OPEN.showTrainable(true)).text())
        .isEqualTo(golden("siamese-trainable"));
  }

  @Test
  void should_print_a_list_of_shapes_as_keras_does() throws IOException {
    row("input_layer", "InputLayer", "(None, 10, 4)", 0);
    row("lstm_1", "LSTM", "[(None, 6), (None, 6), (None, 6)]", 264, "input_layer[0][0]");
    assertThat(SummaryText.of(table("functional", 264, 0)).lines(88).text())
        .isEqualTo(golden("tuple"));
  }

  @Test
  void should_not_break_the_word_trainable_by_default() {
    assertThat(
            SummaryText.of(chain()).options(SummaryOptions.defaults().showTrainable(true)).text())
        .contains("┃ Trainable ┃");
  }

  @Test
  void should_widen_for_long_names_up_to_a_limit() {
    row("a_rather_long_name_of_a_layer_deep_inside", "InputLayer", "(None, 1)", 0);
    assertThat(SummaryText.of(table("m", 0, 0)).text())
        .contains("│ a_rather_long_name_of_a_layer_deep_inside (InputLayer) │");
    rows.clear();
    row("x".repeat(500), "InputLayer", "(None, 1)", 0);
    assertThat(SummaryText.of(table("m", 0, 0)).text().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(140));
  }

  @Test
  void should_fall_back_to_ascii_without_box_drawing_characters() {
    String text = SummaryText.of(siamese()).options(OPEN).in(StandardCharsets.US_ASCII).text();
    assertThat(text).matches("\\p{ASCII}+").contains("| Layer (type) ").contains("`- dense_4");
    assertThat(text.lines().skip(1).filter(line -> !line.startsWith(" ")).map(String::length))
        .containsOnly(108);
  }

  @Test
  void should_show_a_chain_without_connections_only_when_it_is_one() {
    assertThat(chain().chain()).isTrue();
    rows.clear();
    assertThat(multi().chain()).isFalse();
  }

  private List<String> shown(SummaryOptions options) {
    return SummaryRange.rows(nested(), options).stream().map(SummaryRow::name).toList();
  }

  private SummaryTable nested() {
    List<SummaryRow> all = new ArrayList<>();
    int[] levels = {0, 0, 1, 2, 1, 0, 0};
    String[] names = {"in", "encoder", "block", "dense", "norm", "dense_1", "dense_2"};
    for (int i = 0; i < names.length; i++) {
      all.add(new SummaryRow(names[i], "X", "(None, 1)", 0, List.of(), true, levels[i]));
    }
    return new SummaryTable("m", all, 0, 0, 0, 0);
  }

  @Test
  void should_show_nested_layers_down_to_the_depth() {
    SummaryOptions all = SummaryOptions.defaults();
    assertThat(shown(all)).containsExactly("in", "encoder", "dense_1", "dense_2");
    assertThat(shown(all.depth(1)))
        .containsExactly("in", "encoder", "block", "norm", "dense_1", "dense_2");
    assertThat(shown(all.depth(2))).isEqualTo(shown(OPEN)).hasSize(7);
  }

  /** The ranges of names are those that Keras 3.15 shows. */
  @Test
  void should_show_a_range_of_layers_as_keras_does() {
    SummaryOptions all = SummaryOptions.defaults();
    assertThat(shown(all.layerRange("encoder", "dense_1"))).containsExactly("encoder", "dense_1");
    assertThat(shown(all.layerRange("dense_2", "dense_1"))).containsExactly("dense_1", "dense_2");
    assertThat(shown(all.layerRange("enc.*", "dense")))
        .containsExactly("encoder", "dense_1", "dense_2");
    assertThat(shown(OPEN.layerRange("encoder", "encoder")))
        .containsExactly("encoder", "block", "dense", "norm");
  }

  @Test
  void should_refuse_a_range_without_a_layer() {
    assertThatThrownBy(() -> shown(SummaryOptions.defaults().layerRange("encoder", "encodr")))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            The model "m" has no layer for the range of the summary:
              [unknown-layer]  "encodr": expected one of "in", "encoder", "dense_1", "dense_2", received "encodr". Did you mean "encoder"?
              See src/docs/errors.md#unknown-layer""");
  }

  @Test
  void should_refuse_a_range_of_a_malformed_expression() {
    assertThatThrownBy(() -> shown(SummaryOptions.defaults().layerRange("encoder", "dens(")))
        .hasMessageContaining("received \"dens(\".");
  }

  @Test
  void should_refuse_a_negative_depth() {
    assertThatThrownBy(() -> SummaryOptions.defaults().depth(-1))
        .hasMessage(
            """
            The summary cannot be made:
              [option]  "depth": expected a number of levels, 0 or more, received -1.
              See src/docs/errors.md#option""");
  }

  @Test
  void should_write_sizes_as_keras_does() {
    assertThat(SummaryText.size(0)).isEqualTo("0.00 B");
    assertThat(SummaryText.size(1023)).isEqualTo("1023.00 B");
    assertThat(SummaryText.size(1152)).isEqualTo("1.12 KB");
    assertThat(SummaryText.size(63_475_500)).isEqualTo("60.53 MB");
  }
}
