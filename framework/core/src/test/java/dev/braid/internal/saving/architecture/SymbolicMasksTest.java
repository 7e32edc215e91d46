package dev.braid.internal.saving.architecture;

import static dev.braid.Braid.globalAveragePooling1d;
import static dev.braid.Braid.input;
import static dev.braid.Braid.masking;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Outputs;
import dev.braid.Tensor;
import dev.braid.internal.engine.gradients.LayerCase;
import dev.braid.internal.engine.gradients.LayerCases;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Masks propagate in the written graph as they do at run time. */
class SymbolicMasksTest {
  /** Layers of sequences that propagate the mask of their input in Keras 3.15. */
  private static final Set<String> KEEPING =
      Set.of(
          "Activation",
          "ActivityRegularization",
          "AlphaDropout",
          "BatchNormalization",
          "Bidirectional",
          "Dense",
          "Dropout",
          "ELU",
          "GRU",
          "GaussianDropout",
          "GaussianNoise",
          "GroupNormalization",
          "Identity",
          "LSTM",
          "LayerNormalization",
          "LeakyReLU",
          "Normalization",
          "PReLU",
          "RNN",
          "ReLU",
          "Rescaling",
          "SimpleRNN",
          "Softmax",
          "SpatialDropout1D",
          "TimeDistributed",
          "UnitNormalization");

  /** A lambda, a custom layer, and one that computes a new mask. */
  private static final Set<String> OTHER = Set.of("Bilinear", "Lambda", "Masking");

  static List<LayerCase> sequences() {
    return LayerCases.rows().stream()
        .filter(row -> row.inputs().size() == 1 && row.inputs().get(0).length == 2)
        .filter(row -> row.ids() == 0 && !OTHER.contains(row.layer().get().className()))
        .filter(row -> outputs(row).size() == 1)
        .filter(row -> outputs(row).get(0).shape().length == 2)
        .toList();
  }

  private static List<Tensor> outputs(LayerCase row) {
    Layer layer = row.layer().get();
    try {
      return layer.applyAll(input("steps", row.inputs().get(0)).then(masking(0)));
    } catch (RuntimeException e) {
      // layers that accept no masks of this shape
      return List.of();
    }
  }

  private static Model pooled(LayerCase row) {
    Tensor steps = input("steps", row.inputs().get(0));
    Tensor each = steps.then(masking(0)).then(row.layer().get());
    Tensor pool = each.then(globalAveragePooling1d().name("pool"));
    return Model.inputs(steps).outputs(each.named("each"), pool.named("mean"));
  }

  private static boolean receivesMask(Model model) throws IOException {
    for (JsonNode layer : new ObjectMapper().readTree(model.toJson()).at("/config/layers")) {
      if (layer.get("name").asText().equals("pool")) {
        return layer.at("/inbound_nodes/0/kwargs/mask").isObject();
      }
    }
    throw new AssertionError("no pooling");
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void should_be_in_the_graph_if_the_running_model_has_one(LayerCase row) throws IOException {
    Model model = pooled(row);
    long[] shape = row.inputs().get(0);
    INDArray steps = Nd4j.rand(new long[] {2, shape[0], shape[1]}).addi(0.5);
    steps.slice(1).slice(shape[0] - 1).assign(0);
    Outputs outputs = model.predict(steps);
    INDArray plain = outputs.get("each").mean(1);
    boolean masked = !plain.equalsWithEps(outputs.get("mean"), 1e-5);
    assertThat(receivesMask(model)).isEqualTo(masked);
  }

  @Test
  void should_be_propagated_by_the_layers_that_propagate_them_in_keras() throws IOException {
    Set<String> keeping = new TreeSet<>();
    Set<String> dropping = new TreeSet<>();
    for (LayerCase row : sequences()) {
      (receivesMask(pooled(row)) ? keeping : dropping).add(row.layer().get().className());
    }
    assertThat(keeping).containsExactlyInAnyOrderElementsOf(KEEPING);
    assertThat(dropping).doesNotContainAnyElementsOf(KEEPING);
  }
}
