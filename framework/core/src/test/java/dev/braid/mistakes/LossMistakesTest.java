package dev.braid.mistakes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Activation;
import dev.braid.Loss;
import dev.braid.Model;
import dev.braid.Optimizer;
import dev.braid.Tensor;
import dev.braid.data.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossMistakesTest {
  private static List<String> notices(int units, Activation activation, Loss loss)
      throws Exception {
    return ShownNotices.of(() -> OneLayer.compiled(units, activation, loss));
  }

  private static String refusal(Optimizer optimizer, Loss loss) {
    Model model = OneLayer.model(3, SOFTMAX);
    return Refusal.of(() -> model.compile(optimizer, loss)).getMessage();
  }

  @Test
  void should_notice_logits_that_are_probabilities() throws Exception {
    assertThat(notices(3, SOFTMAX, sparseCategoricalCrossentropy().fromLogits()))
        .containsExactly(
            "loss-activation: \"y\": sparseCategoricalCrossentropy() is made .fromLogits(), but the"
                + " output ends in SOFTMAX. Leave .fromLogits() out, or give the layer no"
                + " activation.");
    assertThat(notices(1, SIGMOID, binaryCrossentropy().fromLogits()))
        .containsExactly(
            "loss-activation: \"y\": binaryCrossentropy() is made .fromLogits(), but the output"
                + " ends in SIGMOID. Leave .fromLogits() out, or give the layer no activation.");
    assertThat(notices(3, LINEAR, sparseCategoricalCrossentropy().fromLogits())).isEmpty();
    assertThat(notices(3, SOFTMAX, sparseCategoricalCrossentropy())).isEmpty();
    assertThat(notices(1, SIGMOID, binaryCrossentropy())).isEmpty();
    assertThat(notices(3, Activation.LOG_SOFTMAX, categoricalCrossentropy().fromLogits()))
        .isEmpty();
  }

  @Test
  void should_notice_crossentropies_on_the_other_kind_of_probabilities() throws Exception {
    assertThat(notices(3, SOFTMAX, binaryCrossentropy()))
        .containsExactly(
            "loss-activation: \"y\": binaryCrossentropy() takes each class by itself, but SOFTMAX"
                + " makes the classes compete. Use categoricalCrossentropy(), or SIGMOID where a"
                + " sample may have several labels.");
    assertThat(notices(3, SIGMOID, sparseCategoricalCrossentropy()))
        .containsExactly(
            "loss-activation: \"y\": sparseCategoricalCrossentropy() expects probabilities that"
                + " sum to 1, but the output ends in SIGMOID. Use SOFTMAX, or"
                + " binaryCrossentropy() where a sample may have several labels.");
    assertThat(notices(3, SIGMOID, binaryCrossentropy())).isEmpty();
    assertThat(notices(3, SOFTMAX, categoricalFocalCrossentropy())).isEmpty();
  }

  @Test
  void should_notice_losses_whose_predictions_the_activation_cannot_give() throws Exception {
    assertThat(notices(1, RELU, hinge()))
        .containsExactly(
            "loss-activation: \"y\": hinge() expects predictions from -1 to 1, but RELU has none"
                + " below 0. Use TANH or LINEAR.");
    assertThat(notices(1, LINEAR, poisson()))
        .containsExactly(
            "loss-activation: \"y\": poisson() takes the logarithm of predictions, but LINEAR has"
                + " negative ones. Use EXPONENTIAL or SOFTPLUS.");
    assertThat(notices(3, LINEAR, klDivergence()))
        .containsExactly(
            "loss-activation: \"y\": klDivergence() expects probabilities, but the output ends in"
                + " LINEAR. Use SOFTMAX.");
    assertThat(notices(1, TANH, hinge())).isEmpty();
    assertThat(notices(1, LINEAR, squaredHinge())).isEmpty();
    assertThat(notices(1, RELU, poisson())).isEmpty();
    assertThat(notices(3, SOFTMAX, klDivergence())).isEmpty();
  }

  @Test
  void should_know_an_activation_that_is_a_layer_of_its_own() throws Exception {
    Tensor in = input("x", 4);
    Model rectified = Model.inputs(in).outputs(in.then(dense(3)).then(activation(RELU).name("y")));
    assertThat(
            Refusal.of(() -> rectified.compile(sgd(0.1), sparseCategoricalCrossentropy()))
                .getMessage())
        .isEqualTo(
            """
            compile does not fit the model "model":
              [loss-activation]  "y": expected probabilities for sparseCategoricalCrossentropy(), \
            its activation is relu. Give the layer the activation SOFTMAX, or the loss \
            .fromLogits().
              See src/docs/errors.md#loss-activation""");
    Model probable =
        Model.inputs(in).outputs(in.then(dense(3)).then(activation(SOFTMAX)).then(identity()));
    assertThat(ShownNotices.of(() -> probable.compile(sgd(0.1), sparseCategoricalCrossentropy())))
        .isEmpty();
    assertThat(
            ShownNotices.of(
                () -> probable.compile(sgd(0.1), sparseCategoricalCrossentropy().fromLogits())))
        .hasSize(1);
  }

  @Test
  void should_take_the_classes_from_the_axis_that_the_loss_names() throws Exception {
    Tensor in = input("x", 3, 4);
    Model model = Model.inputs(in).outputs(in.then(dense(1, SIGMOID).name("y")));
    assertThat(ShownNotices.of(() -> model.compile(sgd(0.1), categoricalCrossentropy().axis(1))))
        .containsExactly(
            "loss-activation: \"y\": categoricalCrossentropy() expects probabilities that sum to"
                + " 1, but the output ends in SIGMOID. Use SOFTMAX, or binaryCrossentropy() where"
                + " a sample may have several labels.");
  }

  @Test
  void should_refuse_options_that_no_loss_can_mean() {
    assertThat(refusal(sgd(0.1), categoricalCrossentropy().labelSmoothing(1)))
        .isEqualTo(
            """
            compile does not fit the model "model":
              [option]  "y": expected a labelSmoothing below 1 for categoricalCrossentropy(), \
            received 1.0.
              See src/docs/errors.md#option""");
    assertThat(refusal(sgd(0.1), huber(0)))
        .isEqualTo(
            """
            compile does not fit the model "model":
              [option]  "y": expected a delta above 0 for huber(), received 0.0.
              See src/docs/errors.md#option""");
    assertThat(refusal(sgd(0.1), binaryFocalCrossentropy().classBalancing(1.5)))
        .isEqualTo(
            """
            compile does not fit the model "model":
              [option]  "y": expected a classBalancing from 0 to 1 for \
            binaryFocalCrossentropy(), received 1.5.
              See src/docs/errors.md#option""");
  }

  @Test
  void should_notice_labels_that_are_made_more_certain() throws Exception {
    assertThat(notices(3, SOFTMAX, categoricalCrossentropy().labelSmoothing(-0.1)))
        .containsExactly(
            "label-smoothing: \"y\": a negative labelSmoothing makes targets more certain than they"
                + " are. Use a number from 0.");
    assertThat(notices(3, SOFTMAX, categoricalCrossentropy().labelSmoothing(0.9))).isEmpty();
  }

  @Test
  void should_refuse_options_that_no_optimizer_can_mean() {
    assertThat(refusal(sgd(0.1).momentum(1.5).weightDecay(Double.NaN).average(1), mse()))
        .isEqualTo(
            """
            compile does not fit the model "model":
              [option]  "weightDecay": expected a number, received NaN.
              [option]  "average": expected a number in [0, 1), received 1.0.
              [option]  "momentum": expected a number in [0, 1], received 1.5.
              See src/docs/errors.md#option""");
    assertThat(refusal(rmsprop(0.1).rho(1).epsilon(-1), mse()))
        .isEqualTo(
            """
            compile does not fit the model "model":
              [option]  "rho": expected a number in [0, 1), received 1.0.
              [option]  "epsilon": expected a number of at least 0, received -1.0.
              See src/docs/errors.md#option""");
    assertThat(refusal(adagrad(0.1).initialAccumulatorValue(-1), mse()))
        .isEqualTo(
            """
            compile does not fit the model "model":
              [option]  "initialAccumulatorValue": expected a number of at least 0, received -1.0.
              See src/docs/errors.md#option""");
    assertThat(refusal(sgd(0.1).learningRate(exponentialDecay(-0.1, 10, 0.9)), mse()))
        .isEqualTo(
            """
            compile does not fit the model "model":
              [option]  "learningRate": expected a number of at least 0, received -0.1.
              See src/docs/errors.md#option""");
    assertThat(refusal(sgd(0.1).averageOverwriteEvery(-1), mse()))
        .isEqualTo(
            """
            compile does not fit the model "model":
              [option]  "averageOverwriteEvery": expected 0 or more, received -1.
              See src/docs/errors.md#option""");
  }

  @Test
  void should_take_options_at_the_end_of_their_range() throws Exception {
    Model model = OneLayer.model(3, SOFTMAX);
    assertThat(ShownNotices.of(() -> model.compile(sgd(0.1).momentum(0.999), mse()))).isEmpty();
    assertThat(ShownNotices.of(() -> model.compile(lion(0.1).beta1(1), mse()))).isEmpty();
    assertThat(ShownNotices.of(() -> model.compile(adam(0.1).epsilon(0), mse()))).isEmpty();
    assertThat(ShownNotices.of(() -> model.compile(sgd(0.1).momentum(1).weightDecay(-0.5), mse())))
        .containsExactly(
            "optimizer-option: weightDecay(-0.5) lets weights grow. Use a number from 0.",
            "optimizer-option: momentum(1.0) never slows down: steps grow without end. Use a number"
                + " below 1.");
  }

  @Test
  void should_notice_loss_weights_that_do_not_train() throws Exception {
    Model model = OneLayer.model(1, LINEAR);
    assertThat(ShownNotices.of(() -> model.compile(sgd(0.1), output("y").loss(mse()).weight(-1))))
        .containsExactly(
            "loss-weight: \"y\": the weight -1.0 makes training enlarge this loss. Use a"
                + " weight from"
                + " 0 unless that is meant, as in adversarial training.");
    assertThat(ShownNotices.of(() -> model.compile(sgd(0.1), output("y").loss(mse()).weight(0))))
        .containsExactly(
            "loss-weight: every loss has the weight 0, so training follows none of them. Give one"
                + " output a weight above 0.");
    assertThat(ShownNotices.of(() -> model.compile(sgd(0.1), output("y").loss(mse()).weight(0.01))))
        .isEmpty();
    assertThat(
            Refusal.of(() -> model.compile(sgd(0.1), output("y").loss(mse()).weight(Double.NaN)))
                .getMessage())
        .isEqualTo(
            """
            compile does not fit the model "model":
              [option]  "y": expected a loss weight that is a number, received NaN.
              See src/docs/errors.md#option""");
  }
}
