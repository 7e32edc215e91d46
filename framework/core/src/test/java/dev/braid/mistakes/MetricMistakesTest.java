package dev.braid.mistakes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Activation;
import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.data.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MetricMistakesTest {
  private static List<String> notices(
      int units, Activation activation, Loss loss, Metric... metrics) throws Exception {
    return ShownNotices.of(() -> OneLayer.compiled(units, activation, loss, metrics));
  }

  private static String refusal(int units, Activation activation, Loss loss, Metric... metrics) {
    return message(() -> OneLayer.compiled(units, activation, loss, metrics));
  }

  private static String message(ThrowingCallable call) {
    return Refusal.of(call).getMessage();
  }

  private static String text(String... problems) {
    String id = problems[0].substring(1, problems[0].indexOf(']'));
    return Arrays.stream(problems)
        .map(problem -> "\n  " + problem)
        .collect(
            Collectors.joining(
                "",
                "compile does not fit the model \"model\":",
                "\n  See src/docs/errors.md#" + id));
  }

  @Test
  void should_refuse_metrics_that_read_other_targets_than_class_numbers() {
    assertThat(
            refusal(
                3,
                SOFTMAX,
                sparseCategoricalCrossentropy(),
                precision(),
                auc(),
                categoricalAccuracy(),
                topKCategoricalAccuracy(2),
                meanIoU(3),
                mae()))
        .isEqualTo(
            text(
                "[metric-target]  \"y\": expected metrics that read class indices, as the targets"
                    + " of sparseCategoricalCrossentropy(), received precision(), which reads"
                    + " targets shaped (?, 3). Compile with categoricalCrossentropy(), and pass"
                    + " toCategorical(labels, 3).",
                "[metric-target]  \"y\": expected metrics that read class indices, as the targets"
                    + " of sparseCategoricalCrossentropy(), received auc(), which reads targets"
                    + " shaped (?, 3). Compile with categoricalCrossentropy(), and pass"
                    + " toCategorical(labels, 3).",
                "[metric-target]  \"y\": expected metrics that read class indices, as the targets"
                    + " of sparseCategoricalCrossentropy(), received categoricalAccuracy(), which"
                    + " reads targets shaped (?, 3). Use sparseCategoricalAccuracy().",
                "[metric-target]  \"y\": expected metrics that read class indices, as the targets"
                    + " of sparseCategoricalCrossentropy(), received topKCategoricalAccuracy(),"
                    + " which reads targets shaped (?, 3). Use sparseTopKCategoricalAccuracy(k).",
                "[metric-target]  \"y\": expected metrics that read class indices, as the targets"
                    + " of sparseCategoricalCrossentropy(), received meanIoU(), which reads targets"
                    + " shaped (?, 3). Write .scores(), since the output gives a score for each"
                    + " class.",
                "[metric-target]  \"y\": expected metrics that read class indices, as the targets"
                    + " of sparseCategoricalCrossentropy(), received mae(), which reads targets"
                    + " shaped (?, 3). Compile with categoricalCrossentropy(), and pass"
                    + " toCategorical(labels, 3)."));
  }

  @Test
  void should_refuse_metrics_of_class_numbers_where_targets_are_rows() {
    assertThat(
            refusal(
                3,
                SOFTMAX,
                categoricalCrossentropy(),
                sparseCategoricalAccuracy(),
                meanIoU(3).scores(),
                meanIoU(3).oneHotTargets()))
        .isEqualTo(
            text(
                "[metric-target]  \"y\": expected metrics that read targets shaped (?, 3), as the"
                    + " targets of categoricalCrossentropy(), received"
                    + " sparseCategoricalAccuracy(), which reads class indices. Use"
                    + " categoricalAccuracy().",
                "[metric-target]  \"y\": expected metrics that read targets shaped (?, 3), as the"
                    + " targets of categoricalCrossentropy(), received meanIoU(), which"
                    + " reads class indices. Write .oneHotTargets().",
                "[metric-target]  \"y\": expected a score for each class beside one-hot targets,"
                    + " received meanIoU(), which reads a class index as the prediction. Write"
                    + " .oneHotTargets().scores()."));
  }

  @Test
  void should_compute_every_metric_that_fits_the_targets() {
    Model sparse =
        OneLayer.compiled(
            3,
            SOFTMAX,
            sparseCategoricalCrossentropy(),
            accuracy(),
            sparseCategoricalAccuracy(),
            sparseTopKCategoricalAccuracy(2),
            sparseCategoricalCrossentropy(),
            meanIoU(3).scores(),
            ioU(3, 0, -1).scores(),
            mean(),
            sum());
    sparse.fit(OneLayer.inputs(), OneLayer.classes(), OneLayer.quietly());
    assertThat(sparse.evaluate(OneLayer.inputs(), OneLayer.classes()).map()).hasSize(9);
    Model rows =
        OneLayer.compiled(
            3,
            SOFTMAX,
            categoricalCrossentropy(),
            accuracy(),
            precision().classId(2),
            recall().topK(1),
            auc().multiLabel().labelWeights(1, 2, 0),
            f1Score(),
            topKCategoricalAccuracy(1),
            oneHotMeanIoU(3),
            oneHotMeanIoU(5).named("wide"),
            mae());
    rows.fit(OneLayer.inputs(), OneLayer.oneHot(), OneLayer.quietly());
    assertThat(rows.evaluate(OneLayer.inputs(), OneLayer.oneHot()).map()).hasSize(10);
    Model one = OneLayer.compiled(1, SIGMOID, binaryCrossentropy(), meanIoU(2), precision());
    one.fit(OneLayer.inputs(), OneLayer.labels(), OneLayer.quietly());
    assertThat(one.evaluate(OneLayer.inputs(), OneLayer.labels()).map()).hasSize(3);
  }

  @Test
  void should_measure_the_mean_of_predictions_beside_class_numbers() {
    Model model = OneLayer.compiled(3, SOFTMAX, sparseCategoricalCrossentropy(), mean());
    assertThat(model.evaluate(OneLayer.inputs(), OneLayer.classes()).get("mean"))
        .isCloseTo(1.0 / 3, org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void should_take_the_targets_of_an_output_without_loss_from_its_metrics() {
    Tensor in = input("x", 4);
    Model model =
        Model.inputs(in)
            .outputs(in.then(dense(3, SOFTMAX).name("kind")), in.then(dense(1).name("amount")));
    model.compile(
        sgd(0.1),
        output("kind").noLoss().metrics(sparseCategoricalAccuracy()),
        output("amount").loss(mse()));
    Map<String, Object> y = Map.of("kind", OneLayer.classes(), "amount", OneLayer.amounts());
    assertThat(model.evaluate(OneLayer.inputs(), y).map())
        .containsOnlyKeys("loss", "kind_sparse_categorical_accuracy");
    assertThat(
            message(
                () ->
                    model.compile(
                        sgd(0.1),
                        output("kind").noLoss().metrics(sparseCategoricalAccuracy(), precision()),
                        output("amount").loss(mse()))))
        .isEqualTo(
            text(
                "[metric-target]  \"kind\": expected metrics that read class indices, received"
                    + " precision(), which reads targets shaped (?, 3). Compile with"
                    + " categoricalCrossentropy(), and pass toCategorical(labels, 3)."));
  }

  @Test
  void should_refuse_metrics_that_compare_classes_on_one_unit() {
    assertThat(
            refusal(
                1,
                SIGMOID,
                binaryCrossentropy(),
                f1Score(),
                categoricalAccuracy(),
                topKCategoricalAccuracy(1)))
        .isEqualTo(
            text(
                "[metric-output]  \"y\": expected two classes or more for f1Score(), received an"
                    + " output of one unit. Write .threshold(0.5).",
                "[metric-output]  \"y\": expected two classes or more for categoricalAccuracy(),"
                    + " received an output of one unit. Use accuracy().",
                "[metric-output]  \"y\": expected two classes or more for"
                    + " topKCategoricalAccuracy(), received an output of one unit. Use"
                    + " accuracy()."));
  }

  @Test
  void should_refuse_options_of_metrics_that_the_output_cannot_have() {
    assertThat(
            refusal(
                3,
                SOFTMAX,
                categoricalCrossentropy(),
                precision().classId(3),
                recall().topK(0),
                topKCategoricalAccuracy(0),
                oneHotMeanIoU(2),
                auc().multiLabel().labelWeights(1, 2)))
        .isEqualTo(
            text(
                "[metric-output]  \"y\": expected a classId from 0 to 2 for precision(), received"
                    + " 3.",
                "[metric-output]  \"y\": expected a k of at least 1 for recall(), received 0.",
                "[metric-output]  \"y\": expected a k of at least 1 for topKCategoricalAccuracy(),"
                    + " received 0.",
                "[metric-output]  \"y\": expected the output's 3 classes for oneHotMeanIoU(),"
                    + " received 2. To ignore classes, write ioU(3, …) with the classes to count.",
                "[metric-output]  \"y\": expected a label weight of at least 0 for each"
                    + " unit in auc(),"
                    + " received [1.0, 2.0]."));
  }

  @Test
  void should_refuse_what_keras_refuses_when_a_metric_is_made() {
    assertThat(message(() -> auc().numThresholds(1)))
        .isEqualTo(
            """
            AUC cannot be made:
              [option]  "numThresholds": expected at least 2, received 1.
              See src/docs/errors.md#option""");
    assertThat(message(() -> recallAtPrecision(1.5)))
        .isEqualTo(
            """
            RecallAtPrecision cannot be made:
              [option]  "precision": expected a number from 0 to 1, received 1.5.
              See src/docs/errors.md#option""");
    assertThat(message(() -> fBetaScore(0)))
        .isEqualTo(
            """
            FBetaScore cannot be made:
              [option]  "beta": expected a number above 0, received 0.0.
              See src/docs/errors.md#option""");
    assertThat(message(() -> f1Score().threshold(0)))
        .isEqualTo(
            """
            F1Score cannot be made:
              [option]  "threshold": expected a number above 0 and up to 1, received 0.0.
              See src/docs/errors.md#option""");
    assertThat(message(() -> ioU(3, 3)))
        .isEqualTo(
            """
            IoU cannot be made:
              [option]  "targetClasses": expected class indices below 3, received 3.
              See src/docs/errors.md#option""");
    assertThat(message(() -> r2Score().adjusted(-1)))
        .isEqualTo(
            """
            R2Score cannot be made:
              [option]  "numRegressors": expected at least 0, received -1.
              See src/docs/errors.md#option""");
    assertThat(message(() -> sensitivityAtSpecificity(0.5).numThresholds(0)))
        .isEqualTo(
            """
            SensitivityAtSpecificity cannot be made:
              [option]  "numThresholds": expected at least 1, received 0.
              See src/docs/errors.md#option""");
  }

  @Test
  void should_notice_metrics_that_take_logits_for_probabilities() throws Exception {
    assertThat(
            notices(
                1,
                LINEAR,
                binaryCrossentropy().fromLogits(),
                accuracy(),
                auc(),
                precision(),
                f1Score().threshold(0.5),
                binaryCrossentropy()))
        .containsExactly(
            "metric-logits: \"y\": accuracy() compares probabilities with its threshold, but the"
                + " predictions are logits. Use binaryAccuracy(0.0).",
            "metric-logits: \"y\": auc() compares probabilities with its threshold, but the"
                + " predictions are logits. Write .fromLogits().",
            "metric-logits: \"y\": precision() compares probabilities with its threshold, but the"
                + " predictions are logits. Write .thresholds(0.0), or give the layer the"
                + " activation SIGMOID.",
            "metric-logits: \"y\": f1Score() compares probabilities with its threshold, but the"
                + " predictions are logits. Give the layer the activation SIGMOID, and"
                + " remove .fromLogits() from the loss.",
            "metric-logits: \"y\": binaryCrossentropy() expects probabilities, but the predictions"
                + " are logits. Write .fromLogits().");
    assertThat(
            notices(
                1,
                LINEAR,
                binaryCrossentropy().fromLogits(),
                binaryAccuracy(0.0),
                auc().fromLogits(),
                precision().thresholds(0.0),
                binaryCrossentropy().fromLogits()))
        .isEmpty();
    assertThat(
            notices(
                3,
                LINEAR,
                categoricalCrossentropy().fromLogits(),
                accuracy(),
                topKCategoricalAccuracy(2),
                precision().topK(2)))
        .isEmpty();
  }

  @Test
  void should_notice_metrics_that_take_probabilities_for_logits() throws Exception {
    assertThat(notices(1, SIGMOID, binaryCrossentropy(), auc().fromLogits()))
        .containsExactly(
            "metric-logits: \"y\": auc() uses .fromLogits(), but the predictions are"
                + " probabilities. Remove it.");
  }

  @Test
  void should_notice_thresholds_that_divide_nothing() throws Exception {
    assertThat(notices(1, SIGMOID, binaryCrossentropy(), binaryAccuracy(1.5)))
        .containsExactly(
            "metric-threshold: \"y\": binaryAccuracy() has the threshold 1.5, which"
                + " separates no predictions between 0 and 1. Use a threshold between 0 and 1.");
    assertThat(notices(1, SIGMOID, binaryCrossentropy(), binaryAccuracy(0.9))).isEmpty();
    assertThat(notices(1, LINEAR, mse(), binaryAccuracy(1.5))).isEmpty();
  }

  @Test
  void should_notice_metrics_that_look_at_one_label_of_several() throws Exception {
    assertThat(notices(3, SIGMOID, binaryCrossentropy(), f1Score(), accuracy()))
        .containsExactly(
            "metric-largest: \"y\": f1Score() compares only the largest prediction of"
                + " each row, but with binaryCrossentropy() each unit is a separate label. Write"
                + " .threshold(0.5).",
            "metric-largest: \"y\": accuracy() compares only the largest prediction of"
                + " each row, but with binaryCrossentropy() each unit is a separate label. Use"
                + " binaryAccuracy().");
    assertThat(
            notices(
                3,
                SIGMOID,
                binaryCrossentropy(),
                f1Score().threshold(0.5),
                binaryAccuracy(),
                precision()))
        .isEmpty();
    assertThat(notices(3, SOFTMAX, categoricalCrossentropy(), f1Score(), accuracy())).isEmpty();
  }

  @Test
  void should_notice_accuracy_beside_a_loss_of_signs() throws Exception {
    assertThat(notices(1, TANH, hinge(), accuracy()))
        .containsExactly(
            "metric-signs: \"y\": accuracy() counts predictions above 0.5 as 1 and others as 0, but"
                + " hinge() decides between -1 and 1. Pass targets 0 and 1, and use"
                + " binaryAccuracy(0.0).");
    assertThat(notices(1, TANH, hinge(), binaryAccuracy(0.0))).isEmpty();
  }

  @Test
  void should_notice_a_k_that_counts_every_class() throws Exception {
    assertThat(
            notices(
                3,
                SOFTMAX,
                categoricalCrossentropy(),
                topKCategoricalAccuracy(),
                precision().topK(3)))
        .containsExactly(
            "metric-top-k: \"y\": topKCategoricalAccuracy() with k = 5 counts every class of the 3."
                + " Use a smaller k.",
            "metric-top-k: \"y\": precision() with k = 3 counts every class of the 3. Use a smaller"
                + " k.");
    assertThat(notices(3, SOFTMAX, categoricalCrossentropy(), topKCategoricalAccuracy(2)))
        .isEmpty();
  }
}
