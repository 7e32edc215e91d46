package dev.braid.mistakes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Callback;
import dev.braid.Fit;
import dev.braid.Model;
import dev.braid.data.Refusal;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ScheduledRateTest {
  private final Model model = OneLayer.compiled(3, SOFTMAX, sparseCategoricalCrossentropy());

  private String refusal(Fit options) {
    return Refusal.of(() -> model.fit(OneLayer.inputs(), OneLayer.classes(), options)).getMessage();
  }

  @Test
  void should_refuse_to_set_a_rate_that_a_schedule_gives() {
    model.compile(adam(0.1).learningRate(cosineDecay(0.1, 100)), sparseCategoricalCrossentropy());
    INDArray before = model.weights().get(0).array();
    assertThat(
            refusal(
                OneLayer.quietly()
                    .callbacks(
                        reduceLROnPlateau("loss"),
                        learningRateScheduler((epoch, rate) -> rate / 2))))
        .isEqualTo(
            """
            fit of the model "model" cannot begin:
              [scheduled-rate]  "ReduceLrOnPlateau": expected an optimizer with a fixed learning \
            rate, which can be set, received one whose rate CosineDecay gives. Compile with a fixed \
            rate such as adam(0.001), or leave the rate to the schedule.
              [scheduled-rate]  "LearningRateScheduler": expected an optimizer with a fixed \
            learning rate, which can be set, received one whose rate CosineDecay gives. Compile \
            with a fixed rate such as adam(0.001), or leave the rate to the schedule.
              See src/docs/errors.md#scheduled-rate""");
    assertThat(model.weights().get(0).array()).isEqualTo(before);
    Callback own = lambdaCallback().onEpochBegin((epoch, run) -> run.learningRate(0.5));
    assertThat(refusal(OneLayer.quietly().callbacks(own)))
        .isEqualTo(
            """
            The learning rate cannot be set:
              [scheduled-rate]  "learningRate": expected an optimizer with a fixed learning rate, \
            which can be set, received one whose rate CosineDecay gives. Compile with a fixed rate \
            such as adam(0.001), or leave the rate to the schedule.
              See src/docs/errors.md#scheduled-rate""");
  }

  @Test
  void should_let_callbacks_set_a_fixed_rate() {
    assertThat(
            model
                .fit(
                    OneLayer.inputs(),
                    OneLayer.classes(),
                    OneLayer.quietly()
                        .callbacks(
                            learningRateScheduler((epoch, rate) -> 0.25),
                            reduceLROnPlateau("loss").factor(0)))
                .last("learning_rate"))
        .isEqualTo(0.25);
  }

  @Test
  void should_refuse_rates_and_loss_weights_that_are_no_numbers() {
    Callback rate = lambdaCallback().onEpochBegin((epoch, run) -> run.learningRate(-0.5));
    assertThat(refusal(OneLayer.quietly().callbacks(rate)))
        .isEqualTo(
            """
            The learning rate cannot be set:
              [option]  "learningRate": expected a number of at least 0, received -0.5.
              See src/docs/errors.md#option""");
    Callback weight = lossWeightScheduler("y", epoch -> Double.NaN);
    assertThat(refusal(OneLayer.quietly().callbacks(weight)))
        .isEqualTo(
            """
            The loss weight cannot be set:
              [option]  "y": expected a loss weight that is a number, received NaN.
              See src/docs/errors.md#option""");
    assertThat(Refusal.of(() -> earlyStopping("loss").minDelta(Double.NaN)).getMessage())
        .isEqualTo(
            """
            A callback option is invalid:
              [option]  "minDelta": expected a number, received NaN.
              See src/docs/errors.md#option""");
  }
}
