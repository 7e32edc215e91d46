package dev.braid.mistakes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Activation;
import dev.braid.Batch;
import dev.braid.Fit;
import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataMistakesTest {
  private static List<String> notices(
      int units, Activation activation, Loss loss, Object y, Metric... metrics) throws Exception {
    Model model = OneLayer.compiled(units, activation, loss, metrics);
    return ShownNotices.of(() -> model.fit(OneLayer.inputs(), y, OneLayer.quietly()));
  }

  private static List<String> notices(Model model, Object y, Fit options) throws Exception {
    return ShownNotices.of(() -> model.fit(OneLayer.inputs(), y, options));
  }

  private static float[] numbers(float... repeated) {
    float[] numbers = new float[OneLayer.SAMPLES];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = repeated[i % repeated.length];
    }
    return numbers;
  }

  private static float[][] rows(float... row) {
    float[][] rows = OneLayer.oneHot();
    rows[7] = row;
    return rows;
  }

  @Test
  void should_notice_targets_that_the_activation_cannot_give() throws Exception {
    assertThat(notices(1, RELU, mse(), OneLayer.amounts()))
        .containsExactly(
            "target-range: \"y\": RELU gives numbers from 0, but there are targets outside. Use"
                + " LINEAR, or scale the targets.");
    assertThat(notices(1, SIGMOID, mae(), OneLayer.amounts()))
        .containsExactly(
            "target-range: \"y\": SIGMOID gives numbers from 0 to 1, but there are targets outside."
                + " Use LINEAR, or scale the targets.");
    assertThat(notices(3, SOFTMAX, huber(), rows(2, 0, 0)))
        .containsExactly(
            "target-range: \"y\": SOFTMAX gives numbers from 0 to 1, but there are targets outside."
                + " Use LINEAR, or scale the targets.");
    assertThat(notices(1, TANH, mse(), numbers(-1, 0, 1, 1.5f)))
        .containsExactly(
            "target-range: \"y\": TANH gives numbers from -1 to 1, but there are targets outside."
                + " Use LINEAR, or scale the targets.");
  }

  @Test
  void should_take_targets_that_the_activation_can_give() throws Exception {
    assertThat(notices(1, RELU, mse(), numbers(0, 3, 1e6f))).isEmpty();
    assertThat(notices(1, SIGMOID, mse(), numbers(0, 0.5f, 1.0000001f))).isEmpty();
    assertThat(notices(1, TANH, mse(), numbers(-1, 1))).isEmpty();
    assertThat(notices(1, LINEAR, mse(), OneLayer.amounts())).isEmpty();
    assertThat(notices(1, Activation.SELU, mse(), OneLayer.amounts())).isEmpty();
    assertThat(notices(1, RELU, cosineSimilarity(), OneLayer.amounts())).isEmpty();
    assertThat(
            notices(
                1,
                RELU,
                loss("own", (y, p) -> y.subtract(p).square().mean(false, -1)),
                OneLayer.amounts()))
        .isEmpty();
  }

  @Test
  void should_notice_rows_that_are_no_distribution() throws Exception {
    assertThat(notices(3, SOFTMAX, categoricalCrossentropy(), rows(1, 0, 1)))
        .containsExactly(
            "target-rows: \"y\": the targets of some rows do not sum to 1, but"
                + " categoricalCrossentropy() expects one class for each row. Where a sample has"
                + " several labels, use SIGMOID with binaryCrossentropy().");
    assertThat(notices(3, SOFTMAX, categoricalCrossentropy(), rows(0.2f, 0.2f, 0.2f))).hasSize(1);
  }

  @Test
  void should_take_soft_labels_and_rows_that_are_left_empty() throws Exception {
    assertThat(notices(3, SOFTMAX, categoricalCrossentropy(), rows(0.333f, 0.333f, 0.333f)))
        .isEmpty();
    assertThat(notices(3, SOFTMAX, categoricalCrossentropy(), rows(0, 0, 0))).isEmpty();
    assertThat(
            notices(3, SOFTMAX, categoricalCrossentropy().labelSmoothing(0.1), OneLayer.oneHot()))
        .isEmpty();
    assertThat(notices(3, SIGMOID, binaryCrossentropy(), rows(1, 0, 1))).isEmpty();
  }

  @Test
  void should_notice_rows_of_every_form_and_in_every_way_in() throws Exception {
    Model model = OneLayer.compiled(3, SOFTMAX, categoricalCrossentropy());
    int[][] whole = new int[OneLayer.SAMPLES][3];
    Arrays.stream(whole).forEach(row -> row[1] = 1);
    whole[40] = new int[] {1, 1, 0};
    float[][] x = OneLayer.inputs();
    Object array = array(whole);
    assertThat(ShownNotices.of(() -> model.fit(x, whole, OneLayer.quietly()))).hasSize(1);
    assertThat(ShownNotices.of(() -> model.fit(x, array, OneLayer.quietly()))).hasSize(1);
    assertThat(ShownNotices.of(() -> model.evaluate(x, whole))).hasSize(1);
    assertThat(ShownNotices.of(() -> model.trainOnBatch(x, whole))).hasSize(1);
    assertThat(
            ShownNotices.of(
                () -> model.fit(x, OneLayer.oneHot(), OneLayer.quietly().validationData(x, whole))))
        .hasSize(1);
    List<Batch> stream = List.of(Batch.of(x, whole), Batch.of(x, whole));
    assertThat(ShownNotices.of(() -> model.fit(stream, OneLayer.quietly()))).hasSize(1);
  }

  @Test
  void should_notice_accuracy_of_targets_that_are_no_labels() throws Exception {
    String told =
        "accuracy-targets: \"y\": accuracy() counts predictions that equal labels, but the targets"
            + " are other numbers than 0 and 1. Use mae().";
    assertThat(notices(1, LINEAR, mse(), OneLayer.amounts(), accuracy())).containsExactly(told);
    assertThat(notices(1, SIGMOID, binaryCrossentropy(), numbers(0.1f, 0.9f), accuracy()))
        .containsExactly(told);
    assertThat(notices(3, LINEAR, mse(), rows(5, 0, -2), accuracy())).containsExactly(told);
  }

  @Test
  void should_take_accuracy_of_labels_whatever_the_loss_is() throws Exception {
    assertThat(notices(1, LINEAR, mse(), OneLayer.labels(), accuracy())).isEmpty();
    assertThat(notices(1, SIGMOID, binaryCrossentropy(), OneLayer.labels(), accuracy())).isEmpty();
    assertThat(notices(3, SOFTMAX, mse(), rows(0.2f, 0.3f, 0.5f), accuracy())).isEmpty();
    assertThat(notices(1, LINEAR, mse(), OneLayer.amounts(), mae())).isEmpty();
  }

  @Test
  void should_notice_weights_that_are_all_zero() throws Exception {
    Model model = OneLayer.compiled(3, SOFTMAX, sparseCategoricalCrossentropy());
    float[] zeros = new float[OneLayer.SAMPLES];
    assertThat(notices(model, OneLayer.classes(), OneLayer.quietly().sampleWeight(zeros)))
        .containsExactly(
            "zero-weights: \"y\": all sample weights are 0, so no sample counts. Pass weights above"
                + " 0.");
    assertThat(
            notices(
                model,
                OneLayer.classes(),
                OneLayer.quietly().classWeight(Map.of(0, 0.0, 1, 0.0, 2, 0.0))))
        .containsExactly(
            "zero-weights: \"y\": the weights of all classes are 0, so no sample counts. Pass a"
                + " weight above 0.");
  }

  @Test
  void should_take_weights_of_which_one_counts_and_batches_that_count_for_nothing()
      throws Exception {
    Model model = OneLayer.compiled(3, SOFTMAX, sparseCategoricalCrossentropy());
    float[] one = new float[OneLayer.SAMPLES];
    one[59] = 0.5f;
    float[] zeros = new float[OneLayer.SAMPLES];
    float[][] x = OneLayer.inputs();
    assertThat(notices(model, OneLayer.classes(), OneLayer.quietly().sampleWeight(one))).isEmpty();
    assertThat(
            notices(
                model, OneLayer.classes(), OneLayer.quietly().classWeight(Map.of(0, 0.0, 1, 0.0))))
        .isEmpty();
    assertThat(ShownNotices.of(() -> model.trainOnBatch(x, OneLayer.classes(), zeros))).isEmpty();
    List<Batch> stream = List.of(Batch.of(x, OneLayer.classes(), zeros));
    assertThat(ShownNotices.of(() -> model.fit(stream, OneLayer.quietly()))).isEmpty();
  }

  @Test
  void should_notice_a_validation_split_that_parts_the_classes() throws Exception {
    Model model = OneLayer.compiled(3, SOFTMAX, sparseCategoricalCrossentropy());
    int[] sorted = OneLayer.classes();
    Arrays.sort(sorted);
    assertThat(notices(model, sorted, OneLayer.quietly().validationSplit(0.2)))
        .containsExactly(
            "validation-classes: \"y\": validationSplit(0.2), which takes the last samples, holds"
                + " only class 2 for validation. Use stratifiedValidationSplit(0.2).");
    assertThat(notices(model, sorted, OneLayer.quietly().validationSplit(0.5)))
        .containsExactly(
            "validation-classes: \"y\": validationSplit(0.5), which takes the last samples, leaves"
                + " no sample of class 2 to train on. Use stratifiedValidationSplit(0.5).");
    int[] front = OneLayer.classes();
    for (int i = 40; i < OneLayer.SAMPLES; i++) {
      front[i] = i % 2;
    }
    assertThat(notices(model, front, OneLayer.quietly().validationSplit(0.3)))
        .containsExactly(
            "validation-classes: \"y\": validationSplit(0.3), which takes the last samples, holds"
                + " no sample of class 2 for validation. Use stratifiedValidationSplit(0.3).");
  }

  @Test
  void should_notice_parted_classes_in_one_hot_rows_and_binary_labels() throws Exception {
    float[][] rows = OneLayer.oneHot();
    Arrays.sort(rows, (a, b) -> Float.compare(b[0], a[0]));
    Model several = OneLayer.compiled(3, SOFTMAX, categoricalCrossentropy());
    assertThat(notices(several, rows, OneLayer.quietly().validationSplit(0.5)))
        .containsExactly(
            "validation-classes: \"y\": validationSplit(0.5), which takes the last samples, holds"
                + " no sample of class 0 for validation. Use stratifiedValidationSplit(0.5).");
    float[] labels = OneLayer.labels();
    Arrays.sort(labels);
    Model two = OneLayer.compiled(1, SIGMOID, binaryCrossentropy());
    assertThat(notices(two, labels, OneLayer.quietly().validationSplit(0.1)))
        .containsExactly(
            "validation-classes: \"y\": validationSplit(0.1), which takes the last samples, holds"
                + " only class 1 for validation. Use stratifiedValidationSplit(0.1).");
  }

  @Test
  void should_take_splits_that_hold_the_classes_as_far_as_there_are_samples() throws Exception {
    Model model = OneLayer.compiled(3, SOFTMAX, sparseCategoricalCrossentropy());
    int[] sorted = OneLayer.classes();
    Arrays.sort(sorted);
    assertThat(notices(model, OneLayer.classes(), OneLayer.quietly().validationSplit(0.2)))
        .isEmpty();
    assertThat(notices(model, sorted, OneLayer.quietly().stratifiedValidationSplit(0.2))).isEmpty();
    int[] rare = OneLayer.classes();
    for (int i = 0; i < OneLayer.SAMPLES; i++) {
      rare[i] = i == 3 ? 2 : i % 2;
    }
    assertThat(notices(model, rare, OneLayer.quietly().validationSplit(0.2))).isEmpty();
    int[] alike = new int[OneLayer.SAMPLES];
    assertThat(notices(model, alike, OneLayer.quietly().validationSplit(0.2))).isEmpty();
    Model soft = OneLayer.compiled(1, SIGMOID, binaryCrossentropy());
    float[] probabilities = numbers(0.25f);
    probabilities[0] = 1;
    assertThat(notices(soft, probabilities, OneLayer.quietly().validationSplit(0.2))).isEmpty();
    Model amounts = OneLayer.compiled(1, LINEAR, mse());
    float[] rising = OneLayer.amounts();
    Arrays.sort(rising);
    assertThat(notices(amounts, rising, OneLayer.quietly().validationSplit(0.2))).isEmpty();
  }

  @Test
  void should_take_the_label_that_the_loss_ignores() throws Exception {
    Model model = OneLayer.compiled(3, SOFTMAX, sparseCategoricalCrossentropy().ignoreClass(-1));
    int[] some = OneLayer.classes();
    some[3] = -1;
    some[59] = -1;
    assertThat(notices(model, some, OneLayer.quietly().validationSplit(0.2))).isEmpty();
  }
}
