package dev.braid.layers.preprocessing;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.notices.Notices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Tests that the moments of a layer stay with its model. */
class NormalizationTest {
  private static final float[][] DATA = {{0, 7, 4}, {2, 9, 6}, {0, 7, 4}, {2, 9, 6}};

  private static Model model(Normalization layer, long... shape) {
    Tensor x = input("x", shape);
    return Model.inputs(x).outputs(x.then(layer));
  }

  @Test
  void should_compute_mean_and_variance_of_each_feature() {
    Model model = model(normalization().adapt(DATA), 3);
    assertThat(model.weights()).hasSize(3);
    assertThat(model.weights().get(0).array().toFloatVector()).containsExactly(1, 8, 5);
    assertThat(model.weights().get(1).array().toFloatVector()).containsExactly(1, 1, 1);
    INDArray found = model.predict(DATA).array();
    assertThat(found.getRow(1).toFloatVector()).containsExactly(1, 1, 1);
    INDArray back = model(normalization().invert(true).adapt(DATA), 3).predict(found).array();
    assertThat(back.toFloatMatrix()).isDeepEqualTo(DATA);
  }

  @Test
  void should_adapt_along_any_axes() {
    float[][][] data = {{{1, 2}, {3, 4}, {5, 6}}, {{3, 2}, {1, 0}, {5, 10}}};
    INDArray array = Nd4j.createFromArray(data);
    Moments all = Moments.of(data);
    assertThat(all.shape()).isEmpty();
    assertThat(all.mean()[0]).isCloseTo(array.meanNumber().doubleValue(), within(1e-6));
    assertThat(all.variance()[0]).isCloseTo(array.var(false, 0, 1, 2).getDouble(0), within(1e-5));
    Moments steps = Moments.of(array, 1);
    assertThat(steps.mean()).containsExactly(2, 2, 6.5);
    assertThat(steps.variance()).containsExactly(0.5, 2.5, 4.25);
    Moments both = Moments.of(data, -1, 1);
    assertThat(both.shape()).containsExactly(3, 2);
    assertThat(both.mean()).containsExactly(2, 2, 2, 2, 5, 8);
    float found = model(normalization().axis().adapt(data), 3, 2).predict(data).array().getFloat(0);
    assertThat(found)
        .isCloseTo((float) ((1 - all.mean()[0]) / Math.sqrt(all.variance()[0])), within(1e-5f));
  }

  @Test
  void should_keep_its_moments_through_training() {
    Tensor x = input("x", 3);
    Model model = Model.inputs(x).outputs(x.then(normalization().adapt(DATA)).then(dense(1)));
    model.compile(sgd(0.1), mse());
    model.fit(DATA, new float[] {1, 2, 3, 4}, epochs(2).verbose(Verbosity.SILENT));
    assertThat(model.weights().get(0).array().toFloatVector()).containsExactly(1, 8, 5);
  }

  private static Model trained(Normalization layer) {
    Tensor x = input("x", 3);
    Tensor inner = input("inner", 3);
    Model nested = Model.inputs(inner).outputs(inner.then(layer)).name("nested");
    Model model = Model.inputs(x).outputs(x.then(nested).then(dense(1)));
    model.compile(sgd(0.1), mse());
    model.fit(DATA, new float[] {1, 2, 3, 4}, epochs(1).verbose(Verbosity.SILENT));
    return model;
  }

  @Test
  void should_notice_a_layer_that_was_never_adapted(@TempDir Path folder) throws IOException {
    Notices.on();
    List<String> shown = new ArrayList<>();
    try (var listening = Notices.listen(notice -> shown.add(notice.toString()))) {
      assertThat(listening).isNotNull();
      trained(normalization().adapt(DATA)).save(folder.resolve("adapted.keras"));
      Model loaded = Model.load(folder.resolve("adapted.keras"));
      loaded.fit(DATA, new float[] {1, 2, 3, 4}, epochs(1).verbose(Verbosity.SILENT));
      trained(normalization(0, 1));
      assertThat(shown).isEmpty();
      trained(normalization().name("facts"));
    }
    assertThat(shown)
        .containsExactly(
            "[not-adapted] \"facts\" (Normalization) changes nothing: its mean is 0 and"
                + " its variance"
                + " 1. Adapt it to the training data: normalization().adapt(data)."
                + " See src/docs/notices.md#not-adapted");
  }

  private static void assertRejected(ThrowingCallable call, String line) {
    assertThatThrownBy(call).isInstanceOf(StructureException.class).hasMessageContaining(line);
  }

  @Test
  void should_reject_invalid_options() {
    assertRejected(
        () -> normalization(new double[] {1}, new double[] {1, 2}),
        "[layer-option]  \"mean\": expected as many finite numbers as there are variances,"
            + " received [1.0].");
    assertRejected(
        () -> normalization(1, -1),
        "[layer-option]  \"variance\": expected finite numbers of at least 0, received [-1.0].");
    assertRejected(
        () -> normalization().axis(0),
        "[layer-option]  \"axis\": expected axes after the batch axis, received [0].");
    assertRejected(
        () -> normalization(1, 1).adapt(DATA),
        "[layer-option]  \"adapt\": expected a layer without mean and variance, received one that"
            + " has them.");
    assertRejected(
        () -> normalization().adapt(new float[][] {{1, Float.NaN}}),
        "[not-finite]  \"data\": expected finite values, received 1 NaN or infinite."
            + " Clean them with"
            + " replaceNonFinite(array, 0) or imputeMean(array).");
    assertRejected(
        () -> normalization().axis(2).adapt(DATA),
        "[layer-option]  \"axis\": expected axes of the data after the sample axis, received"
            + " data with 2 axes.");
    assertRejected(
        () -> model(normalization().adapt(DATA), 4),
        "[layer-input]  \"normalization\": expected the sizes of the data that it was adapted to,"
            + " (3), received (?, 4).");
    assertRejected(
        () -> model(normalization(new double[] {1, 2}, new double[] {1, 2}), 3),
        "[layer-input]  \"normalization\": expected 2 features, as many as there are means,"
            + " received (?, 3).");
    assertRejected(
        () -> model(normalization(), 3, -1),
        "[layer-input]  \"normalization\": expected an axis -1 of known size, since the means"
            + " depend on it, received (?, 3, ?).");
    assertRejected(
        () -> model(normalization().axis(2), 3),
        "[layer-input]  \"normalization\": expected an axis 2 after the batch axis, received"
            + " (?, 3).");
  }
}
