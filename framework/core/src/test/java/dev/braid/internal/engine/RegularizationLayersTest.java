package dev.braid.internal.engine;

import static dev.braid.Braid.alphaDropout;
import static dev.braid.Braid.dropout;
import static dev.braid.Braid.gaussianDropout;
import static dev.braid.Braid.gaussianNoise;
import static dev.braid.Braid.input;
import static dev.braid.Braid.spatialDropout1d;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.internal.engine.kernels.CarriedStates;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Noise and dropout inside a graph: when they act, on what, and which random draws they use. */
class RegularizationLayersTest {
  private static final INDArray ONES = Nd4j.ones(DataType.FLOAT, 50, 8, 10);

  static List<Layer> layers() {
    return List.of(
        dropout(0.25),
        spatialDropout1d(0.25),
        gaussianNoise(0.25),
        gaussianDropout(0.25),
        alphaDropout(0.25));
  }

  /** A run of a model that is this layer alone. */
  private static INDArray run(Network network, boolean training, long step) {
    Pass pass = new Pass(network, training, false, step, new CarriedStates());
    pass.forward(List.of(ONES));
    return pass.output(0).array();
  }

  private static Network network(Layer layer) {
    var in = input("in", 8, 10);
    return new Network(Model.inputs(in).outputs(in.then(layer)), DataType.FLOAT);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void should_do_nothing_at_inference(Layer layer) {
    assertThat(run(network(layer), false, 1)).isEqualTo(ONES);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void should_differ_from_step_to_step(Layer layer) {
    Network network = network(layer);
    assertThat(run(network, true, 1)).isNotEqualTo(run(network, true, 2));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void should_repeat_where_the_seed_of_the_step_does(Layer layer) {
    Network network = network(layer);
    assertThat(run(network, true, 1)).isEqualTo(run(network, true, 1));
  }

  @Test
  void should_draw_other_draws_under_another_seed_of_the_layer() {
    INDArray plain = run(network(dropout(0.5)), true, 1);
    INDArray five = run(network(dropout(0.5).seed(5)), true, 1);
    assertThat(five).isEqualTo(run(network(dropout(0.5).seed(5)), true, 1));
    assertThat(five).isNotEqualTo(run(network(dropout(0.5).seed(6)), true, 1));
    assertThat(five).isNotEqualTo(plain);
  }

  @Test
  void should_draw_other_draws_in_each_layer() {
    var in = input("in", 8, 10);
    Model two = Model.inputs(in).outputs(in.then(dropout(0.5)), in.then(dropout(0.5)));
    Pass pass = new Pass(new Network(two, DataType.FLOAT), true, false, 1, new CarriedStates());
    pass.forward(List.of(ONES));
    assertThat(pass.output(0).array()).isNotEqualTo(pass.output(1).array());
  }

  @Test
  void should_scale_what_dropout_keeps() {
    INDArray out = run(network(dropout(0.25)), true, 3);
    long dropped = out.eq(0).castTo(DataType.INT64).sumNumber().longValue();
    assertThat(dropped / 4000.0).isCloseTo(0.25, within(0.03));
    assertThat(out.maxNumber().floatValue()).isEqualTo(1 / 0.75f);
    assertThat(out.eq(1 / 0.75f).castTo(DataType.INT64).sumNumber().longValue())
        .isEqualTo(4000 - dropped);
  }

  @Test
  void should_drop_whole_features() {
    INDArray out = run(network(spatialDropout1d(0.5)), true, 3);
    INDArray first = out.slice(0, 1);
    for (int step = 1; step < 8; step++) {
      assertThat(out.slice(step, 1)).isEqualTo(first);
    }
    assertThat(first.eq(0).castTo(DataType.INT64).sumNumber().longValue()).isBetween(200L, 300L);
  }

  @Test
  void should_share_draws_along_the_ones_of_a_noise_shape() {
    INDArray out = run(network(dropout(0.5).noiseShape(1, -1, 1)), true, 3);
    INDArray first = out.slice(0, 0);
    assertThat(first.sumNumber().doubleValue() % 10).isZero();
    for (int sample = 1; sample < 50; sample++) {
      assertThat(out.slice(sample, 0)).isEqualTo(first);
    }
  }

  @Test
  void should_keep_mean_and_variance_of_normal_numbers_under_alpha_dropout() {
    var in = input("in", 200);
    Model model = Model.inputs(in).outputs(in.then(alphaDropout(0.3)));
    Pass pass = new Pass(new Network(model, DataType.FLOAT), true, false, 1, new CarriedStates());
    Nd4j.getRandom().setSeed(4);
    pass.forward(List.of(Nd4j.randn(DataType.FLOAT, 200, 200)));
    INDArray out = pass.output(0).array();
    assertThat(out.meanNumber().doubleValue()).isCloseTo(0, within(0.03));
    assertThat(out.stdNumber().doubleValue()).isCloseTo(1, within(0.03));
  }

  @Test
  void should_spread_gaussian_noise_as_asked() {
    INDArray noise = run(network(gaussianNoise(0.3)), true, 1).sub(ONES);
    assertThat(noise.stdNumber().doubleValue()).isCloseTo(0.3, within(0.02));
    INDArray factors = run(network(gaussianDropout(0.2)), true, 1);
    assertThat(factors.meanNumber().doubleValue()).isCloseTo(1, within(0.03));
    assertThat(factors.stdNumber().doubleValue()).isCloseTo(0.5, within(0.03));
  }
}
