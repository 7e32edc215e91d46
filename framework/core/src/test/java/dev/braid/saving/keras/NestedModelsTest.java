package dev.braid.saving.keras;

import static dev.braid.Braid.dense;
import static dev.braid.Braid.input;
import static dev.braid.Braid.timeDistributed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Nested models can be loaded whenever they can be saved. */
class NestedModelsTest {
  private static final int MOST = 32;

  private static Model nested(int depth) {
    Tensor in = input("facts", 2);
    Model model = Model.inputs(in).outputs(in.then(dense(2)));
    for (int i = 0; i < depth; i++) {
      Tensor outer = input("facts", 2);
      model = Model.inputs(outer).outputs(outer.then(model.name("level_" + i)));
    }
    return model;
  }

  @Test
  void should_open_models_as_deep_as_they_are_saved(@TempDir Path folder) throws IOException {
    Model model = nested(MOST);
    Path file = folder.resolve("deep.keras");
    model.save(file);
    INDArray x = Nd4j.rand(3, 2);
    assertThat(Model.load(file).predict(x).array()).isEqualTo(model.predict(x).array());
    assertThat(Model.fromJson(model.toJson()).toJson()).isEqualTo(model.toJson());
  }

  @Test
  void should_open_models_that_are_wrapped_at_each_level(@TempDir Path folder) throws IOException {
    Tensor in = input("facts", 2);
    Model model = Model.inputs(in).outputs(in.then(dense(2)));
    for (int rank = 2; rank < 8; rank++) {
      long[] shape = new long[rank];
      Arrays.fill(shape, 1);
      shape[rank - 1] = 2;
      Tensor outer = input("facts", shape);
      model = Model.inputs(outer).outputs(outer.then(timeDistributed(model.name("in_" + rank))));
    }
    Path file = folder.resolve("wrapped.keras");
    model.save(file);
    assertThat(Model.load(file).weights().get(0).array()).isEqualTo(model.weights().get(0).array());
  }

  @Test
  void should_refuse_deeper_models_when_saving_and_loading(@TempDir Path folder) {
    String problem =
        "  [file-graph]  expected at most 32 levels of nested models, received more levels. Apply the inner layers in the outer model instead of wrapping them in models.\n"
            + "  See src/docs/errors.md#file-graph";
    for (int depth : new int[] {MOST + 1, 300}) {
      Model deep = nested(depth).name("deep");
      assertThatThrownBy(() -> deep.save(folder.resolve("deep.keras")))
          .isInstanceOf(StructureException.class)
          .hasMessage("The model \"deep\" cannot be written:\n" + problem);
      assertThatThrownBy(deep::toJson).isInstanceOf(StructureException.class);
      assertThatThrownBy(() -> deep.saveWeights(folder.resolve("deep.weights.h5")))
          .hasMessage("The model \"deep\" cannot be written:\n" + problem);
    }
    assertThat(folder.toFile().list()).isEmpty();
    assertThatThrownBy(() -> Model.fromJson(json(MOST + 1)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("models are nested more than 32 levels deep.");
    assertThat(Model.fromJson(json(MOST)).layers()).hasSize(2);
  }

  private static String json(int depth) {
    String inner = "{\"class_name\": \"Dense\", \"config\": {\"name\": \"dense\", \"units\": 2}}";
    for (int i = 0; i <= depth; i++) {
      inner =
          "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"level_"
              + i
              + "\", \"layers\": [{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"facts\","
              + " \"batch_shape\": [null, 2]}}, "
              + inner
              + "]}}";
    }
    return inner;
  }
}
