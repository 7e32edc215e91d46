package dev.braid.internal.engine;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.internal.environment.FreeMemory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Arrays for which there is no memory are refused before ND4J ends the process. */
class MemoryCheckTest {
  private static final String GIBI = String.valueOf(1L << 30);

  @BeforeEach
  void limit() {
    System.setProperty(FreeMemory.PROPERTY, GIBI);
  }

  @AfterEach
  void takeLimitAway() {
    System.clearProperty(FreeMemory.PROPERTY);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(StructureException.class).hasMessage(message);
  }

  private static Model table(long words) {
    Tensor ids = input("ids", 3);
    return Model.inputs(ids)
        .outputs(
            ids.then(embedding(words, 8).name("words")).then(flatten()).then(dense(1).name("y")));
  }

  @Test
  void should_refuse_weights_that_do_not_fit() {
    refused(
        () -> table(1_000_000_000_000L).predict(new float[][] {{1, 2, 3}}),
        """
        The model "model" needs more memory than there is:
          [memory]  "words/embeddings": expected weights and gradients of at most 1.0 GiB, which -Dbraid.memory.limit allows, received 58.2 TiB in all, most of it for the shape [1000000000000, 8]. Lower the sizes of the layer.
          See src/docs/errors.md#memory""");
  }

  @Test
  void should_refuse_the_sizes_of_a_file_at_compile() {
    String json = table(100).toJson().replace("\"input_dim\":100", "\"input_dim\":1000000000000");
    Model model = Model.fromJson(json);
    assertThat(model.countParams()).isEqualTo(8_000_000_000_025L);
    assertThatThrownBy(() -> model.compile(adam(), meanSquaredError()))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"words/embeddings\": expected weights and gradients of at most");
  }

  @Test
  void should_refuse_weights_that_no_java_array_holds() {
    System.setProperty(FreeMemory.PROPERTY, "off");
    refused(
        () -> table(1L << 29).predict(new float[][] {{1, 2, 3}}),
        """
        The model "model" needs more memory than there is:
          [memory]  "words/embeddings": expected a weight of at most 2147483639 elements, which a Java array holds, received the shape [536870912, 8]. Lower the sizes of the layer, or split it into several.
          See src/docs/errors.md#memory""");
  }

  @Test
  void should_refuse_an_optimizer_whose_state_does_not_fit() {
    Tensor x = input("x", 1000);
    Model model = Model.inputs(x).outputs(x.then(dense(10_000).useBias(false).name("wide")));
    model.compile(sgd(), meanSquaredError());
    System.setProperty(FreeMemory.PROPERTY, String.valueOf(70 << 20));
    refused(
        () -> model.compile(adam(), meanSquaredError()),
        """
        The model "model" needs more memory than there is:
          [memory]  "Adam": expected optimizer state of at most 70.0 MiB, which -Dbraid.memory.limit allows, received 76.3 MiB for 2 numbers for each of 10000000 weights. Choose an optimizer with less state, such as sgd(), or a smaller model.
          See src/docs/errors.md#memory""");
    model.compile(sgd(), meanSquaredError());
  }

  @Test
  void should_refuse_results_that_do_not_fit() {
    Tensor x = input("x", ANY, ANY, 3);
    Model model = Model.inputs(x).outputs(x.then(upSampling2d(1_000_000).name("larger")));
    refused(
        () -> model.predict(new float[2][4][4][3]),
        """
        The model "model" needs more memory than there is:
          [memory]  "larger": expected results of at most 1.0 GiB, which -Dbraid.memory.limit allows, received 349.2 TiB that predicting a batch of 2 keeps at once, most of it for the shape [2, 4000000, 4000000, 3]. Lower the batch size or the sizes of the layer.
          See src/docs/errors.md#memory""");
  }

  @Test
  void should_count_only_what_predicting_keeps_at_once_and_all_that_training_keeps() {
    Tensor x = input("x", 8);
    Tensor at = x;
    for (int i = 0; i < 4; i++) {
      at = at.then(repeatVector(1 << 20).name("copies" + i)).then(globalMaxPooling1d());
    }
    Model model = Model.inputs(x).outputs(at.then(dense(1).name("y")));
    model.compile(sgd(), meanSquaredError());
    System.setProperty(FreeMemory.PROPERTY, String.valueOf(100 << 20));
    assertThat(model.predict(new float[2][8]).floats()).hasDimensions(2, 1);
    float[] before = model.weights().get(0).array().data().asFloat();
    refused(
        () -> model.trainOnBatch(new float[2][8], new float[2][1]),
        """
        The model "model" needs more memory than there is:
          [memory]  "copies0": expected results of at most 100.0 MiB, which -Dbraid.memory.limit allows, received 256.0 MiB that training a batch of 2 keeps at once, most of it for the shape [2, 1048576, 8]. Lower the batch size or the sizes of the layer.
          See src/docs/errors.md#memory""");
    assertThat(model.weights().get(0).array().data().asFloat()).isEqualTo(before);
  }

  @Test
  void should_name_the_layer_that_needs_more_than_its_result() {
    Tensor x = input("x", ANY, 8);
    Model model = Model.inputs(x).outputs(attention().name("looks").apply(x, x));
    refused(
        () -> model.predict(new float[1][30_000][8]),
        """
        "looks" needs more memory than there is:
          [memory]  "looks": expected an array of at most 1.0 GiB, which -Dbraid.memory.limit allows, received 3.4 GiB for the shape [1, 30000, 30000]. Lower the batch size or the sizes of the layer.
          See src/docs/errors.md#memory""");
  }

  @Test
  void should_name_the_layer_whose_sizes_operations_cannot_count() {
    ArithmeticException overflow = new ArithmeticException("integer overflow");
    assertThat(MemoryCheck.overflow("steps", overflow))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            "steps" needs more memory than there is:
              [memory]  "steps": expected sizes of at most 2147483647, the limit of the operations, received a larger one. Lower the sizes of the layer.
              See src/docs/errors.md#memory""");
    ArithmeticException other = new ArithmeticException("/ by zero");
    assertThat(MemoryCheck.overflow("steps", other)).isSameAs(other);
  }

  @Test
  void should_still_compute_smaller_batches_after_a_refusal() {
    Tensor x = input("x", ANY, ANY, 1);
    Model model = Model.inputs(x).outputs(x.then(upSampling2d(1000)));
    assertThat(model.predict(new float[1][1][1][1]).array().length()).isEqualTo(1_000_000);
    assertThatThrownBy(() -> model.predict(new float[1][20][20][1]))
        .isInstanceOf(StructureException.class);
    // wider and then higher than all before, but never too large
    assertThat(model.predict(new float[1][1][20][1]).array().length()).isEqualTo(20_000_000);
    assertThat(model.predict(new float[1][20][1][1]).array().length()).isEqualTo(20_000_000);
  }
}
