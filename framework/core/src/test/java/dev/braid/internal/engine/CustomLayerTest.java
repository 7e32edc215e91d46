package dev.braid.internal.engine;

import static dev.braid.Braid.dense;
import static dev.braid.Braid.epochs;
import static dev.braid.Braid.input;
import static dev.braid.Braid.l2;
import static dev.braid.Braid.lambda;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.ones;
import static dev.braid.Braid.output;
import static dev.braid.Braid.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Fit;
import dev.braid.History;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Verbosity;
import dev.braid.config.Config;
import dev.braid.config.ObjectReader;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.Ones;
import dev.braid.initializers.Zeros;
import dev.braid.internal.config.ConfigJson;
import dev.braid.internal.engine.gradients.Bilinear;
import dev.braid.internal.engine.kernels.CarriedStates;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.core.Lambda;
import dev.braid.ops.Value;
import dev.braid.saving.Registry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers and functions that users write. */
class CustomLayerTest {
  /** Multiplies each feature with a weight. */
  private static final class Scale extends CustomLayer<Scale> {
    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return List.of(only(inputs));
    }

    @Override
    public List<WeightSpec> weights(List<Spec> inputs) {
      return List.of(WeightSpec.of("scale", new Ones(), features(inputs)));
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      return inputs.get(0).multiply(call.weight("scale"));
    }

    @Override
    protected void describe(Config config) {
      // no options
    }
  }

  /** Its call and its mask need the same value. */
  private static final class Counting extends CustomLayer<Counting> {
    private final AtomicInteger made = new AtomicInteger();

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return List.of(only(inputs));
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      return inputs.get(0).multiply(real(call, inputs.get(0)));
    }

    @Override
    public Value computeMask(LayerCall call, List<Value> inputs) {
      return real(call, inputs.get(0)).squeeze(-1);
    }

    private Value real(LayerCall call, Value x) {
      return call.reuse(
          "real",
          () -> {
            made.incrementAndGet();
            return x.above(0).max(true, -1);
          });
    }

    @Override
    protected void describe(Config config) {
      // no options
    }
  }

  @Test
  void should_make_what_call_and_mask_share_once_in_each_step() {
    var in = input("in", 2, 1);
    Counting layer = new Counting();
    Network network = new Network(Model.inputs(in).outputs(in.then(layer)), DataType.DOUBLE);
    int before = layer.made.get();
    for (int step = 0; step < 3; step++) {
      new Pass(network, true, true, step, new CarriedStates())
          .forward(List.of(Nd4j.ones(DataType.DOUBLE, 4, 2, 1)));
    }
    assertThat(layer.made.get() - before).isEqualTo(3);
  }

  @Test
  void should_train_a_layer_of_the_users() {
    var in = input("in", 3);
    Network network = new Network(Model.inputs(in).outputs(in.then(new Scale())), DataType.DOUBLE);
    assertThat(network.weights().get(0).path()).isEqualTo("scale/scale");
    INDArray x = Nd4j.rand(DataType.DOUBLE, 16, 3);
    INDArray wanted = x.mulRowVector(Nd4j.createFromArray(2.0, -1.0, 0.5));
    INDArray scale = network.weights().get(0).view().array();
    for (int step = 0; step < 300; step++) {
      Pass pass = new Pass(network, true, true, step, new CarriedStates());
      pass.forward(List.of(x));
      pass.backward(new INDArray[] {pass.output(0).array().sub(wanted).divi(8)});
      scale.subi(network.weights().get(0).view().gradient());
    }
    assertThat(scale.toDoubleVector()).containsExactly(new double[] {2, -1, 0.5}, within(1e-3));
  }

  /** Scales its input, and adds losses of each shape. */
  private static final class Penalized extends CustomLayer<Penalized> {
    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return List.of(only(inputs));
    }

    @Override
    public List<WeightSpec> weights(List<Spec> inputs) {
      return List.of(WeightSpec.of("scale", new Ones(), features(inputs)));
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      Value scaled = inputs.get(0).multiply(call.weight("scale"));
      call.addLoss(scaled.square());
      call.addLoss(scaled.mean());
      call.addLoss(scaled.sum(false, -1));
      return scaled;
    }

    @Override
    protected void describe(Config config) {
      // no options
    }
  }

  private static final float[][] FACTS = {{1, 2}, {3, -1}, {0.5f, 0.25f}};
  private static final float[][] AMOUNTS = {{1}, {2}, {3}};

  private static Fit twoEpochs() {
    return epochs(2).batchSize(3).shuffle(false).verbose(Verbosity.SILENT);
  }

  /** The numbers are those of Keras 3.15, on JAX and on torch alike. */
  @Test
  void should_sum_the_elements_of_an_added_loss_as_keras_does() {
    var in = input("facts", 2);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(new Penalized())
                    .then(
                        dense(1)
                            .useBias(false)
                            .kernelInitializer(ones())
                            .activityRegularizer(l2(0.1))
                            .name("out")));
    model.compile(sgd(0.01), mse());
    assertThat(model.evaluate(FACTS, AMOUNTS).get("loss")).isCloseTo(25.4937515, within(1e-5));
    History history = model.fit(FACTS, AMOUNTS, twoEpochs());
    assertThat(history.get("loss"))
        .containsExactly(new double[] {25.4937515, 17.313544}, within(1e-5));
    assertThat(model.weights().get(0).array().toFloatVector())
        .containsExactly(new float[] {0.535881f, 0.736086f}, within(1e-6f));
    assertThat(model.weights().get(1).array().toFloatVector())
        .containsExactly(new float[] {0.993609f, 0.955903f}, within(1e-6f));
  }

  /** Adds its only weight to the loss. */
  private static final class Pushed extends CustomLayer<Pushed> {
    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return List.of(only(inputs));
    }

    @Override
    public List<WeightSpec> weights(List<Spec> inputs) {
      return List.of(WeightSpec.of("level", new Zeros()));
    }

    @Override
    public Value call(LayerCall call, List<Value> inputs) {
      call.addLoss(call.weight("level").add(0));
      return inputs.get(0);
    }

    @Override
    protected void describe(Config config) {
      // no options
    }
  }

  /** The numbers are those of Keras 3.15, on JAX and on torch alike. */
  @Test
  void should_follow_an_added_loss_that_is_zero_where_nothing_else_trains_the_layer() {
    var in = input("facts", 2);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(dense(1).useBias(false).kernelInitializer(ones()).name("out")),
                in.then(new Pushed().name("pushed")));
    model.compile(sgd(0.5), output("out").loss(mse()), output("pushed").noLoss());
    History history = model.fit(FACTS, AMOUNTS, twoEpochs());
    assertThat(history.get("loss"))
        .containsExactly(new double[] {3.02083325, 2.036106}, within(1e-5));
    assertThat(model.weights().get(1).array().getDouble(0)).isEqualTo(-1);
  }

  @Test
  void should_write_and_read_a_layer_that_is_registered() {
    Bilinear layer = new Bilinear().offset(3).name("mine");
    assertThat(ConfigJson.write(layer))
        .isEqualTo(
            "{\"module\":\"custom\",\"class_name\":\"Bilinear\",\"config\":{\"name\":\"mine\","
                + "\"trainable\":true,\"dtype\":\"float32\",\"offset\":3.0},"
                + "\"registered_name\":\"Custom>Bilinear\"}");
    var in = input("in", 3);
    String json = Model.inputs(in).outputs(in.then(layer)).toJson();
    for (String name : List.of("Bilinear", "Custom>Bilinear")) {
      Model model = Model.fromJson(json, Registry.empty().layer(name, Bilinear::read));
      assertThat(((Bilinear) model.layer("mine")).offset()).isEqualTo(3);
    }
  }

  @Test
  void should_say_what_to_do_about_a_layer_it_cannot_read() {
    assertThatThrownBy(
            () ->
                ObjectReader.builtIn()
                    .read(Layer.class, ConfigJson.read("{\"class_name\":\"Dens\"}").map()))
        .hasMessage(
            """
            A layer cannot be read:
              [unknown-layer]  "Dens": expected a layer of Keras that Braid supports, received "Dens". Did you mean "Dense"?
              See src/docs/errors.md#unknown-layer\
            """);
    assertThatThrownBy(
            () ->
                ObjectReader.builtIn()
                    .read(Layer.class, ConfigJson.read("{\"class_name\":\"Lambda\"}").map()))
        .hasMessage(
            """
            A layer cannot be read:
              [unknown-layer]  "Lambda": expected a layer of Keras that Braid supports, received "Lambda". Replace it by a custom layer that is registered in Python and in Java: its function is Python code, which is never run.
              See src/docs/errors.md#unknown-layer\
            """);
    assertThatThrownBy(
            () ->
                ObjectReader.builtIn()
                    .read(
                        Layer.class, ConfigJson.read("{\"class_name\":\"QuiteDifferent\"}").map()))
        .hasMessageContaining(
            "Register a Java class for it: Model.load(path,"
                + " Registry.empty().layer(\"QuiteDifferent\", config -> …)).");
  }

  @Test
  void should_find_the_shape_that_a_function_gives() {
    assertThat(input("x", 3, 2).then(lambda("sum", x -> x.sum(false, 2))).shape())
        .containsExactly(3);
    assertThat(input("x", -1, 2).then(lambda("twice", x -> x.multiply(2))).shape())
        .containsExactly(-1, 2);
    assertThat(
            lambda("mm", (a, b) -> a.matmul(b)).apply(input("a", 3, 2), input("b", 2, 4)).shape())
        .containsExactly(3, 4);
    assertThat(input("x", 3).then(lambda("given", x -> x.multiply(2)).outputShape(5)).shape())
        .containsExactly(5);
  }

  @Test
  void should_refuse_a_function_that_loses_the_samples() {
    assertThatThrownBy(() -> input("x", 3).then(lambda("total", x -> x.sum(false, 0))))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            "total" (Lambda) cannot be applied:
              [layer-input]  "total": expected inputs that the function accepts, received (?, 3). Its trial run failed: the result has the shape (3), which is not one row for each sample.
              See src/docs/errors.md#layer-input\
            """);
  }

  @Test
  void should_train_with_a_function_but_not_write_it() {
    Lambda twice = lambda("twice", x -> x.multiply(2));
    var in = input("in", 3);
    Network network = new Network(Model.inputs(in).outputs(in.then(twice)), DataType.FLOAT);
    Pass pass = new Pass(network, false, false, 1, new CarriedStates());
    pass.forward(List.of(Nd4j.ones(DataType.FLOAT, 5, 3)));
    assertThat(pass.output(0).array()).isEqualTo(Nd4j.valueArrayOf(new long[] {5, 3}, 2f));
    assertThatThrownBy(() -> ConfigJson.write(twice))
        .isInstanceOf(StructureException.class)
        .hasMessage(
            """
            "twice" (Lambda) cannot be saved:
              [not-serializable]  "twice": expected a layer that a configuration can describe, received a function. Save the weights alone (saveWeights), or make it a CustomLayer, which names itself and its options.
              See src/docs/errors.md#not-serializable\
            """);
  }
}
