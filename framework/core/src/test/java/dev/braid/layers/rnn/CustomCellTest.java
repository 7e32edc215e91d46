package dev.braid.layers.rnn;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Outputs;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.GlorotUniform;
import dev.braid.initializers.Zeros;
import dev.braid.internal.engine.gradients.MinimalGatedCell;
import dev.braid.internal.engine.gradients.ReadingCell;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import dev.braid.saving.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests user-defined cells. */
class CustomCellTest {
  @TempDir Path folder;

  private static float[][][] sequences(int samples, int steps) {
    Random random = new Random(5);
    float[][][] x = new float[samples][steps][2];
    for (float[][] sample : x) {
      for (float[] step : sample) {
        step[0] = (float) random.nextGaussian();
        step[1] = (float) random.nextGaussian();
      }
    }
    return x;
  }

  private static Model model(Layer layer) {
    Tensor in = input("steps", 4, 2);
    return Model.inputs(in).outputs(layer.apply(in.then(masking(0))));
  }

  private static float[] predicted(Model model, float[][][] x) {
    return model.predict(x).array().dup('c').data().asFloat();
  }

  /** Keras' simple cell as a user-defined cell. */
  private static final class SimpleCell extends Cell<SimpleCell> {
    @Override
    public int stateCount() {
      return 1;
    }

    @Override
    public List<Spec> states(Spec input) {
      return List.of(Spec.of(3));
    }

    @Override
    public List<WeightSpec> weights(List<Spec> inputs) {
      return List.of(
          WeightSpec.of("kernel", new GlorotUniform(), inputs.get(0).last(), 3),
          WeightSpec.of("recurrent_kernel", new GlorotUniform(), 3, 3),
          WeightSpec.of("bias", new Zeros(), 3));
    }

    @Override
    public Step call(LayerCall call, Value input, List<Value> states) {
      Value next =
          input
              .matmul(call.weight("kernel"))
              .add(states.get(0).matmul(call.weight("recurrent_kernel")))
              .add(call.weight("bias"))
              .tanh();
      return new Step(next, List.of(next));
    }

    @Override
    protected void describe(Config config) {}
  }

  @Test
  void should_compute_what_the_built_in_layer_computes() {
    Model custom = model(rnn(new SimpleCell()).returnSequences());
    Model builtIn = model(simpleRnn(3).returnSequences());
    for (int i = 0; i < 3; i++) {
      builtIn.weights().get(i).assign(custom.weights().get(i).array());
    }
    float[][][] x = sequences(3, 4);
    x[1][0] = new float[2];
    x[1][2] = new float[2];
    x[2][3] = new float[2];

    assertThat(predicted(custom, x)).containsExactly(predicted(builtIn, x), within(1e-6f));
  }

  @Test
  void should_learn_like_the_built_in_layer() {
    setRandomSeed(7);
    Model custom = model(rnn(new SimpleCell()));
    Model builtIn = model(simpleRnn(3));
    float[][][] x = sequences(8, 4);
    float[][] y = new float[8][3];
    for (int i = 0; i < 8; i++) {
      y[i][0] = x[i][0][0];
      y[i][1] = x[i][3][1];
    }
    for (int i = 0; i < 3; i++) {
      builtIn.weights().get(i).assign(custom.weights().get(i).array());
    }
    double first = 0;
    for (Model each : List.of(custom, builtIn)) {
      each.compile(sgd(0.2), mse());
      first = each.evaluate(x, y).get("loss");
      each.fit(x, y, epochs(20).shuffle(false).verbose(Verbosity.SILENT));
    }

    assertThat(predicted(custom, x)).containsExactly(predicted(builtIn, x), within(1e-4f));
    assertThat(custom.evaluate(x, y).get("loss")).isLessThan(0.9 * first);
  }

  /** Outputs at each step the random draw of the sequence. */
  private static final class RandomCell extends Cell<RandomCell> {
    @Override
    public int stateCount() {
      return 1;
    }

    @Override
    public List<Spec> states(Spec input) {
      return List.of(input);
    }

    @Override
    public Step call(LayerCall call, Value input, List<Value> states) {
      return new Step(call.once("drawn", () -> call.uniform(input)), states);
    }

    @Override
    protected void describe(Config config) {}
  }

  @Test
  void should_draw_once_per_sequence() {
    Tensor in = input("steps", 4, 2);
    Layer layer = rnn(new RandomCell()).returnSequences();
    Tensor second = layer.apply(in).then(identity().name("second"));
    Outputs both = Model.inputs(in).outputs(layer.apply(in), second).predict(sequences(1, 4));
    List<float[]> drawn =
        both.map().values().stream().map(array -> array.dup('c').data().asFloat()).toList();
    for (float[] each : drawn) {
      for (int step = 1; step < 4; step++) {
        assertThat(Arrays.copyOfRange(each, 2 * step, 2 * step + 2))
            .containsExactly(Arrays.copyOf(each, 2));
      }
    }

    assertThat(drawn.get(0)[0]).isNotEqualTo(drawn.get(0)[1]).isNotEqualTo(drawn.get(1)[0]);
  }

  @Test
  void should_keep_an_output_that_is_no_state_at_padding() {
    float[][][] x = sequences(1, 4);
    x[0][0] = new float[2];
    x[0][2] = new float[2];
    float[] shown = predicted(model(rnn(new ReadingCell(1)).returnSequences()), x);

    assertThat(shown[0]).isZero();
    assertThat(shown[2]).isEqualTo(shown[1]).isNotEqualTo(shown[3]);
  }

  @Test
  void should_continue_from_the_states_of_the_previous_batch() {
    Tensor in = batchInput("steps", 2, ANY, 2);
    Model full = Model.inputs(in).outputs(rnn(new MinimalGatedCell(3)).apply(in));
    Tensor piece = batchInput("steps", 2, ANY, 2);
    Model pieces =
        Model.inputs(piece).outputs(rnn(new MinimalGatedCell(3)).stateful().apply(piece));
    for (int i = 0; i < 4; i++) {
      pieces.weights().get(i).assign(full.weights().get(i).array());
    }
    float[][][] x = sequences(2, 5);
    pieces.predict(new float[][][] {Arrays.copyOf(x[0], 2), Arrays.copyOf(x[1], 2)});
    float[] continued =
        predicted(
            pieces,
            new float[][][] {Arrays.copyOfRange(x[0], 2, 5), Arrays.copyOfRange(x[1], 2, 5)});

    assertThat(continued).containsExactly(predicted(full, x), within(1e-6f));
  }

  /** Declares two states and returns one. */
  private static final class MissingStateCell extends Cell<MissingStateCell> {
    @Override
    public int stateCount() {
      return 2;
    }

    @Override
    public List<Spec> states(Spec input) {
      return List.of(input, input);
    }

    @Override
    public Step call(LayerCall call, Value input, List<Value> states) {
      return new Step(input, List.of(input));
    }

    @Override
    protected void describe(Config config) {}
  }

  @Test
  void should_reject_a_cell_that_returns_other_states_than_it_declares_when_it_is_applied() {
    Tensor in = input("steps", 4, 2);
    RNN layer = rnn(new MissingStateCell());

    assertThatThrownBy(() -> layer.apply(in))
        .hasMessage(
            """
            "missing_state_cell" (MissingStateCell) does not give what it declares:
              [layer-output]  "missing_state_cell": expected 3 results, as its outputs(…) declares, \
            received 2. Let outputs(…) and callAll agree.
              See src/docs/errors.md#layer-output""");
  }

  @Test
  void should_load_from_a_file_with_a_registry() throws IOException {
    Model model =
        model(bidirectional(rnn(new MinimalGatedCell(2).dropout(0.25), new MinimalGatedCell(3))));
    Path file = folder.resolve("cells.keras");
    model.save(file);
    Model again =
        Model.load(file, Registry.empty().layer("MinimalGatedCell", MinimalGatedCell::read));
    float[][][] x = sequences(3, 4);

    assertThat(predicted(again, x)).containsExactly(predicted(model, x));
    assertThat(again.toJson()).isEqualTo(model.toJson());
  }
}
