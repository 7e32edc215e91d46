package dev.braid.internal.engine.updates;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Model;
import dev.braid.Optimizer;
import dev.braid.Tensor;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.FloatNetwork;
import dev.braid.internal.environment.ExecutionPolicy;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The fused pass against the optimizers' own formulas. */
class FusedUpdateTest {
  private static final int STEPS = 10;

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        sgd(0.1),
        sgd(0.1).momentum(0.9),
        sgd(0.1).momentum(0.9).nesterov(),
        sgd(0.1).weightDecay(0.01),
        sgd(0.1).clipValue(0.3),
        sgd(0.1).clipNorm(0.7),
        sgd(0.1).globalClipNorm(0.9),
        adam(0.01),
        adam(0.01).amsgrad(),
        adam(0.01).beta1(0.8).beta2(0.99).epsilon(1e-3).globalClipNorm(1.5),
        adamW(0.01),
        adamW(0.01).amsgrad().weightDecay(0.1).clipNorm(0.5),
        adamax(0.01),
        nadam(0.01),
        nadam(0.01).clipValue(0.5),
        rmsprop(0.01),
        rmsprop(0.01).momentum(0.9),
        rmsprop(0.01).centered(),
        rmsprop(0.01).centered().momentum(0.5),
        adagrad(0.01),
        adadelta(1.0),
        lion(0.01),
        lion(0.01).weightDecay(0.1),
        adam(0.01).gradientAccumulation(2),
        adam(0.01).average(0.9).averageOverwriteEvery(3));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void should_step_like_the_formula(Optimizer optimizer) {
    float[] fast = run(optimizer, true);
    float[] portable = run(optimizer, false);
    for (int i = 0; i < fast.length; i++) {
      assertThat(fast[i]).as("number %d", i).isCloseTo(portable[i], within(2e-6f));
    }
  }

  /** The weights and then the optimizer's slots after some steps. */
  private static float[] run(Optimizer optimizer, boolean fast) {
    // more weights than one block and than one thread takes, one layer frozen and one slowed down
    Tensor in = input("in", 40);
    Tensor hidden = in.then(dense(500).name("wide")).then(dense(30).name("still"));
    Model model = Model.inputs(in).outputs(hidden.then(dense(700).name("last")));
    model.freeze("still");
    FloatNetwork probe = new FloatNetwork(model);
    Random random = new Random(5);
    Updater updater = probe.updater(optimizer, new ExecutionPolicy(fast));
    fill(probe.params(), random, 1);
    for (int step = 0; step < STEPS; step++) {
      fill(probe.gradients(), random, step == 3 ? 1e-25 : 0.05);
      updater.apply(probe.trainable(), 0.01 / (1 + step), true);
    }
    INDArray all = probe.params().reshape(-1);
    for (String slot : optimizer.slots()) {
      all = Nd4j.concat(0, all, updater.state().get("slot " + slot));
    }
    return Floats.copy(all);
  }

  private static void fill(INDArray array, Random random, double scale) {
    float[] numbers = new float[Math.toIntExact(array.length())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (random.nextGaussian() * scale);
    }
    array.assign(Nd4j.createFromArray(numbers).reshape(array.shape()));
  }
}
