package dev.braid.layers.preprocessing;

import static dev.braid.Braid.discretization;
import static dev.braid.Braid.discretizationInto;
import static dev.braid.Braid.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Model;
import dev.braid.Outputs;
import dev.braid.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the ranges with those of Keras' layer of the same name. */
class DiscretizationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<JsonNode> records() throws IOException {
    try (InputStream file =
        DiscretizationTest.class.getResourceAsStream("/keras/discretization.json")) {
      return StreamSupport.stream(JSON.readTree(file).spliterator(), false);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void should_choose_the_boundaries_that_keras_chooses(JsonNode record) {
    Discretization adapted =
        discretizationInto(record.get("bins").asInt())
            .epsilon(record.get("epsilon").asDouble())
            .adapt(JSON.convertValue(record.get("data"), float[].class));
    assertThat(adapted.binBoundaries())
        .containsExactly(JSON.convertValue(record.get("boundaries"), float[].class));
    assertThat(adapted.ids(JSON.convertValue(record.get("asked"), float[].class)))
        .containsExactly(JSON.convertValue(record.get("ids"), int[].class));
  }

  @Test
  void should_assign_a_boundary_to_the_range_above() {
    Discretization known = discretization(0, 1, 2);
    assertThat(known.ids(new float[][] {{-1.5f, 1, 3.4f, .5f}, {0, 3, 1.3f, 0}}))
        .isDeepEqualTo(new int[][] {{0, 2, 3, 1}, {1, 3, 2, 1}});
    assertThat(known.oneHot(1.5f, -1)).isDeepEqualTo(new float[][] {{0, 0, 1, 0}, {1, 0, 0, 0}});
    float[][] rows = {{0.5f, 0.6f, 7}};
    assertThat(known.counts(rows)).isDeepEqualTo(new float[][] {{0, 2, 0, 1}});
    assertThat(known.multiHot(rows)).isDeepEqualTo(new float[][] {{0, 1, 0, 1}});
  }

  @Test
  void should_be_a_layer_of_a_graph_and_come_back_from_its_file(@TempDir Path folder)
      throws IOException {
    Tensor in = input("numbers", 3);
    Discretization ranges = discretizationInto(3).adapt(0.1f, 0.2f, 0.4f, 0.8f, 1.6f, 3.2f);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(ranges.name("ids")),
                in.then(ranges.outputMode("one_hot").name("rows")),
                in.then(ranges.outputMode("multi_hot").name("seen")),
                in.then(ranges.outputMode("count").name("counts")));
    float[][] numbers = {{0, 0.15f, 9}, {0.4f, 0.5f, 2}};
    Path file = folder.resolve("model.keras");
    model.save(file);
    for (Model each : List.of(model, Model.load(file))) {
      Outputs out = each.predict(numbers);
      int[][] ids = ranges.ids(numbers);
      for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 3; k++) {
          assertThat(out.get("ids").getInt(i, k)).isEqualTo(ids[i][k]);
          assertThat(out.get("rows").getInt(i, k, ids[i][k])).isOne();
        }
      }
      assertThat(out.floats("seen")).isDeepEqualTo(ranges.multiHot(numbers));
      assertThat(out.floats("counts")).isDeepEqualTo(ranges.counts(numbers));
    }
  }

  @Test
  void should_reject_invalid_options() {
    assertThatThrownBy(() -> discretization(1, 0))
        .hasMessageContaining(
            "[layer-option]  \"binBoundaries\": expected finite numbers in ascending order,"
                + " received [1.0, 0.0].");
    assertThatThrownBy(() -> discretizationInto(1))
        .hasMessageContaining(
            "[layer-option]  \"numBins\": expected an integer of at least 2, received 1.");
    assertThatThrownBy(() -> discretizationInto(3).epsilon(1))
        .hasMessageContaining("[layer-option]  \"epsilon\": expected a fraction in (0, 1)");
    assertThatThrownBy(() -> discretizationInto(3).ids(1))
        .hasMessageContaining(
            "[layer-option]  \"binBoundaries\": expected boundaries computed from data, received"
                + " none. Call adapt(…) first.");
    assertThatThrownBy(() -> discretization(1).adapt(1, 2))
        .hasMessageContaining(
            "[layer-option]  \"adapt\": expected a number of bins, received boundaries."
                + " Create it with discretizationInto(numBins).");
    assertThatThrownBy(() -> discretizationInto(3).adapt(1, Float.NaN))
        .hasMessageContaining("[layer-option]  \"adapt\": expected numbers, received NaN.");
  }
}
