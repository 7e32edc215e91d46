package dev.braid.saving;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Activation;
import dev.braid.Initializer;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Regularizer;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.initializers.Zeros;
import dev.braid.internal.engine.gradients.MinimalGatedCell;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.core.Dense;
import dev.braid.layers.rnn.Cell;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.LSTM;
import dev.braid.layers.rnn.RNN;
import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.layers.rnn.StackedRNNCells;
import dev.braid.layers.rnn.TimeDistributed;
import dev.braid.losses.Losses;
import dev.braid.ops.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registered classes are found at any place in a file. */
class RegistryTest {
  private static final Activation STEEP = Activation.of("steep", x -> x.multiply(3).tanh());

  @TempDir Path folder;

  /** Multiplies by a factor. */
  static final class Scale extends CustomLayer<Scale> {
    private final double factor;

    Scale(double factor) {
      this.factor = factor;
    }

    static Scale read(Config config) {
      return new Scale(config.number("factor", 1));
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return List.of(only(inputs));
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      return inputs.get(0).multiply(factor);
    }

    @Override
    protected void describe(Config config) {
      config.put("factor", factor);
    }
  }

  /** Adds the output of an inner layer, and has options itself. */
  static final class Residual extends CustomLayer<Residual> {
    private final Layer inside;
    private final Activation activation;
    private final Initializer initializer;
    private final Regularizer regularizer;

    Residual(Layer inside, Activation activation, Initializer initializer, Regularizer penalty) {
      this.inside = inside;
      this.activation = activation;
      this.initializer = initializer;
      this.regularizer = penalty;
    }

    Residual(Layer inside) {
      this(inside, Activation.TANH, new Zeros(), null);
    }

    static Residual read(Config config) {
      return new Residual(
          config.read("inside", Layer.class),
          config.read("activation", Activation.class),
          config.read("initializer", Initializer.class),
          config.readOrNull("regularizer", Regularizer.class));
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return List.of(only(inputs));
    }

    @Override
    public List<Child> children(List<Spec> inputs) {
      return List.of(new Child("inside", inside, inputs));
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      Value x = inputs.get(0);
      Value added = call.apply(inside, new LayerCall.Masked(x, null)).get(0).value();
      return activation.apply(x.add(added));
    }

    @Override
    protected void describe(Config config) {
      config
          .put("inside", inside)
          .put("activation", activation.configuration())
          .put("initializer", initializer)
          .put("regularizer", regularizer);
    }
  }

  private static final Registry REGISTRY =
      Registry.empty()
          .layer("Scale", Scale::read)
          .layer("Residual", Residual::read)
          .layer("MinimalGatedCell", MinimalGatedCell::read)
          .activation("steep", config -> STEEP);

  /** Saves and loads a layer and compares weights and predictions. */
  private void assertRoundTrip(Layer layer) throws IOException {
    Tensor in = input("steps", 4, 2);
    Model model = Model.inputs(in).outputs(in.then(layer));
    Path file = folder.resolve("model.keras");
    model.save(file);
    Model again = Model.load(file, REGISTRY);
    float[][][] x = {{{1, -2}, {0.5f, 3}, {-1, 0.25f}, {2, 2}}};

    assertThat(again.predict(x).map().values())
        .containsExactlyElementsOf(model.predict(x).map().values());
    assertThat(again.toJson()).isEqualTo(model.toJson());
    assertThat(Model.fromJson(model.toJson(), REGISTRY).toJson()).isEqualTo(model.toJson());
  }

  @Test
  void should_find_a_layer_inside_time_distributed_layers() throws IOException {
    assertRoundTrip(timeDistributed(new Scale(3)));
    assertRoundTrip(timeDistributed(new Residual(dense(2))));
    assertRoundTrip(timeDistributed(new Residual(new Residual(new Scale(2)))));
  }

  @Test
  void should_find_a_cell_in_recurrent_and_bidirectional_layers() throws IOException {
    assertRoundTrip(rnn(new MinimalGatedCell(3)));
    assertRoundTrip(bidirectional(rnn(new MinimalGatedCell(3))));
    assertRoundTrip(bidirectional(rnn(new MinimalGatedCell(2), new MinimalGatedCell(3))));
  }

  @Test
  void should_find_an_activation_in_layers_inside_layers() throws IOException {
    assertRoundTrip(timeDistributed(dense(3, STEEP)));
    assertRoundTrip(bidirectional(lstm(3).activation(STEEP).recurrentActivation(STEEP)));
    assertRoundTrip(bidirectional(rnn(new GRUCell(3).activation(STEEP))));
    assertRoundTrip(
        timeDistributed(new Residual(dense(2, STEEP), STEEP, glorotUniform(), l2(0.5))));
  }

  @Test
  void should_find_layers_and_activations_in_models_inside_layers() throws IOException {
    Tensor in = input("facts", 2);
    Model inner =
        Model.inputs(in).outputs(in.then(dense(2, STEEP)).then(new Residual(new Scale(0.5))));
    assertRoundTrip(timeDistributed(inner));
    assertRoundTrip(new Residual(timeDistributed(inner)));
  }

  @Test
  void should_find_a_layer_that_is_an_activation() throws IOException {
    assertRoundTrip(dense(3, Activation.of(new Scale(4))));
    assertRoundTrip(timeDistributed(dense(3, Activation.of(new Scale(4)))));
    assertRoundTrip(timeDistributed(dense(3, Activation.of(leakyRelu(0.25)))));
  }

  @Test
  void should_name_an_unknown_activation_inside_a_layer_and_the_fix() {
    Tensor in = input("steps", 4, 2);
    String json = Model.inputs(in).outputs(in.then(timeDistributed(dense(3, STEEP)))).toJson();

    assertThatThrownBy(() -> Model.fromJson(json))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"time_distributed\": expected one of linear, relu, ")
        .hasMessageEndingWith(
            ", received \"Custom>steep\" for activation. Register a Java class for it:"
                + " Model.load(path, Registry.empty().activation(\"Custom>steep\", config -> …)).\n"
                + "  See src/docs/errors.md#file-option");
  }

  @Test
  void should_name_an_unknown_layer_inside_a_layer_and_the_fix() {
    Tensor in = input("steps", 4, 2);
    String json = Model.inputs(in).outputs(in.then(timeDistributed(new Scale(2)))).toJson();

    assertThatThrownBy(() -> Model.fromJson(json))
        .hasMessageStartingWith(
            """
            "the JSON text" cannot be opened as it is:
              [file-layer]  "time_distributed": expected layers that Braid supports, received the \
            class "Scale" with factor. Register a Java class for it: Model.load(path, \
            Registry.empty().layer("Custom>Scale", Scale::new)), with a class such as
            """);
  }

  @Test
  void should_use_different_registries_in_two_threads() {
    Tensor in = input("steps", 4, 2);
    String json = Model.inputs(in).outputs(in.then(timeDistributed(new Scale(2)))).toJson();
    CountDownLatch both = new CountDownLatch(2);
    Function<Double, CompletableFuture<Model>> opened =
        factor ->
            CompletableFuture.supplyAsync(
                () -> {
                  Function<Config, Layer> reader =
                      config -> {
                        both.countDown();
                        await(both);
                        return new Scale(factor * config.number("factor", 0));
                      };
                  return Model.fromJson(json, Registry.empty().layer("Scale", reader));
                },
                task -> new Thread(task).start());
    CompletableFuture<Model> first = opened.apply(10.0);
    CompletableFuture<Model> second = opened.apply(100.0);

    assertThat(factor(first.join())).isEqualTo(20);
    assertThat(factor(second.join())).isEqualTo(200);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double factor(Model model) {
    return ((Scale) ((TimeDistributed) model.layer("time_distributed")).layer()).factor;
  }

  @Test
  void should_read_nested_objects_in_another_thread() {
    ExecutorService other = Executors.newSingleThreadExecutor();
    Registry registry =
        REGISTRY.layer(
            "Residual",
            config -> CompletableFuture.supplyAsync(() -> Residual.read(config), other).join());
    Tensor in = input("facts", 2);
    Layer inside = new Residual(dense(2, STEEP), STEEP, ones(), l2(0.5));
    String json = Model.inputs(in).outputs(in.then(inside)).toJson();
    try {
      assertThat(Model.fromJson(json, registry).toJson()).isEqualTo(json);
    } finally {
      other.shutdown();
    }
  }

  @Test
  void should_open_a_model_inside_a_reader_with_a_separate_registry() {
    Tensor in = input("facts", 2);
    String twice = Model.inputs(in).outputs(in.then(new Scale(2))).toJson();
    String outside = Model.inputs(in).outputs(in.then(residual())).toJson();
    Registry doubling =
        Registry.empty().layer("Scale", config -> new Scale(2 * config.number("factor", 0)));
    Registry registry =
        REGISTRY.layer(
            "Residual",
            config -> {
              Model inner = Model.fromJson(twice, doubling);
              assertThatThrownBy(() -> Model.fromJson(twice))
                  .isInstanceOf(StructureException.class)
                  .hasMessageContaining("received the class \"Scale\"");
              assertThat(((Scale) inner.layer("scale")).factor).isEqualTo(4);
              return Residual.read(config);
            });
    Residual opened = (Residual) Model.fromJson(outside, registry).layer("residual");

    assertThat(((Scale) opened.inside).factor).isEqualTo(7);
  }

  private static Layer residual() {
    return new Residual(new Scale(7), STEEP, ones(), null);
  }

  @Test
  void should_read_a_built_in_class_in_the_reader_of_a_custom_class_of_the_same_name()
      throws IOException {
    Tensor in = input("facts", 2);
    Model model = Model.inputs(in).outputs(in.then(dense(1, Activation.RELU).name("size")));
    model.compile(sgd(0.5), mse());
    Path file = folder.resolve("plain.keras");
    model.save(file);
    Registry registry =
        Registry.empty()
            .activation("relu", config -> Activation.read("relu"))
            .loss("MeanSquaredError", config -> Losses.read("mse"));
    Model again = Model.load(file, registry);
    float[][] x = {{1, 2}};
    float[] y = {3};

    assertThat(((Dense) again.layer("size")).activation()).isEqualTo(Activation.RELU);
    assertThat(again.evaluate(x, y).get("loss")).isEqualTo(model.evaluate(x, y).get("loss"));
  }

  @Test
  void should_create_layers_from_configurations_outside_of_files() {
    assertThat(Dense.read(dense(3, Activation.SILU).config().put("units", 5)).config())
        .isEqualTo(dense(5, Activation.SILU).config());
    LSTM steps = lstm(3).kernelRegularizer(l2(0.5)).kernelConstraint(maxNorm(2)).name("steps");
    assertThat(LSTM.read(steps.config()).config().put("name", "steps")).isEqualTo(steps.config());
    RNN stack = rnn(cell("a"), cell("b"));
    assertThat(RNN.read(stack.config()).config()).isEqualTo(stack.config());
    StackedRNNCells cells = new StackedRNNCells(List.of(cell("a"), cell("b")));
    assertThat(StackedRNNCells.read(cells.config()).config()).isEqualTo(cells.config());
  }

  private static Cell<?> cell(String name) {
    return new SimpleRNNCell(2).name(name);
  }

  @Test
  void should_describe_a_missing_object_and_values_that_are_not_objects() {
    assertThatThrownBy(() -> TimeDistributed.read(new Config()))
        .hasMessage("\"layer\" should be an object, but is null");
    assertThatThrownBy(() -> TimeDistributed.read(new Config().put("layer", 3)))
        .hasMessage("expected an object for a layer, received 3");
    assertThatThrownBy(() -> StackedRNNCells.read(new Config().put("cells", List.of("lstm"))))
        .hasMessage("expected an object for a layer, received lstm");
    assertThatThrownBy(() -> new Config().put("size", "three").read("size", String.class))
        .hasMessage(
            "expected Layer, Activation, Loss, Metric, Optimizer, Schedule, Initializer,"
                + " Regularizer or Constraint as the type of an object in a configuration, received"
                + " String. Read one of these, or the value itself with get(name).");
  }

  @Test
  void should_name_a_reader_that_returns_null() {
    Tensor in = input("facts", 2);
    String json = Model.inputs(in).outputs(in.then(new Scale(2))).toJson();

    assertThatThrownBy(() -> Model.fromJson(json, Registry.empty().layer("Scale", any -> null)))
        .hasMessageContaining(
            "\"scale\": the reader of the layer \"Scale\" in the registry returned null");
  }
}
