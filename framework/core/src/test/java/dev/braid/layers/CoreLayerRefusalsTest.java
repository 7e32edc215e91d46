package dev.braid.layers;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.StructureException;
import dev.braid.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Pins the messages of core layers for invalid inputs and options. */
class CoreLayerRefusalsTest {
  private static void assertRejected(ThrowingCallable call, String... lines) {
    assertThatThrownBy(call)
        .isInstanceOf(StructureException.class)
        .hasMessage(String.join("\n", lines));
  }

  private static Tensor of(long... shape) {
    return input("x", shape);
  }

  @Test
  void should_name_every_shape_where_merged_tensors_do_not_fit() {
    assertRejected(
        () -> add(of(3, 4), of(3, 4), of(3, 5)),
        "add (Add) cannot be applied:",
        "  [layer-input]  \"add\": expected shapes that broadcast, received (?, 3, 4),"
            + " (?, 3, 4), (?, 3, 5). Make the sizes equal or 1, counted from the last axis.",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> maximum().name("best").apply(of(3), of(4)),
        "\"best\" (Maximum) cannot be applied:",
        "  [layer-input]  \"best\": expected shapes that broadcast, received (?, 3), (?, 4)."
            + " Make the sizes equal or 1, counted from the last axis.",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> subtract().apply(of(3)),
        "subtract (Subtract) cannot be applied:",
        "  [layer-input]  \"subtract\": expected two tensors, received (?, 3).",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> average().apply(),
        "average (Average) cannot be applied:",
        "  [layer-input]  \"average\": expected at least one tensor, received nothing.",
        "  See src/docs/errors.md#layer-input");
  }

  @Test
  void should_suggest_an_axis_along_which_tensors_can_be_concatenated() {
    assertRejected(
        () -> concatenate(of(3, 4), of(2, 4)),
        "concatenate (Concatenate) cannot be applied:",
        "  [layer-input]  \"concatenate\": expected sizes that are equal except along axis -1,"
            + " received (?, 3, 4), (?, 2, 4). Concatenate along axis 1 instead.",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> concatenate(of(3, 4), of(2, 5)),
        "concatenate (Concatenate) cannot be applied:",
        "  [layer-input]  \"concatenate\": expected sizes that are equal except along axis -1,"
            + " received (?, 3, 4), (?, 2, 5).",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> concatenate(of(3, 4), of(4)),
        "concatenate (Concatenate) cannot be applied:",
        "  [layer-input]  \"concatenate\": expected tensors with the same number of axes, received"
            + " (?, 3, 4), (?, 4). Make them equal by flatten(), reshape(…) or a global"
            + " pooling layer.",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> concatenate(3, of(3, 4), of(3, 4)),
        "concatenate (Concatenate) cannot be applied:",
        "  [layer-input]  \"concatenate\": expected tensors that have the axis 3, received"
            + " (?, 3, 4), (?, 3, 4).",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> concatenate(0),
        "concatenate (Concatenate) cannot be made:",
        "  [layer-option]  \"axis\": expected an axis other than the batch axis, received 0.",
        "  See src/docs/errors.md#layer-option");
  }

  @Test
  void should_reject_products_along_axes_of_different_size() {
    assertRejected(
        () -> dot(1, of(3), of(4)),
        "dot (Dot) cannot be applied:",
        "  [layer-input]  \"dot\": expected equal sizes along the axes to sum along, received"
            + " (?, 3), (?, 4). axes = 1.",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> dot(new int[] {1, 3}, of(3), of(3, 4)),
        "dot (Dot) cannot be applied:",
        "  [layer-input]  \"dot\": expected tensors that have the axis to sum along, received"
            + " (?, 3), (?, 3, 4). axes = [1, 3].",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> dot(1, 2, 3),
        "dot (Dot) cannot be made:",
        "  [layer-option]  \"axes\": expected one axis or two, received [1, 2, 3].",
        "  See src/docs/errors.md#layer-option");
  }

  @Test
  void should_reject_shapes_of_another_number_of_elements() {
    assertRejected(
        () -> of(3, 4).then(reshape(5, 2)),
        "reshape (Reshape) cannot be applied:",
        "  [layer-input]  \"reshape\": expected 10 elements for the shape (?, 5, 2), received"
            + " (?, 3, 4). The input has 12.",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> of(3, 4).then(reshape(-1, 5)),
        "reshape (Reshape) cannot be applied:",
        "  [layer-input]  \"reshape\": expected a multiple of 5 elements for the shape (?, ?, 5),"
            + " received (?, 3, 4). The input has 12.",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> reshape(-1, -1),
        "reshape (Reshape) cannot be made:",
        "  [layer-option]  \"shape\": expected at most one -1, received [-1, -1].",
        "  See src/docs/errors.md#layer-option");
    assertRejected(
        () -> permute(0, 1),
        "permute (Permute) cannot be made:",
        "  [layer-option]  \"dims\": expected each axis from 1 on once, received [0, 1].",
        "  See src/docs/errors.md#layer-option");
    assertRejected(
        () -> of(3).then(permute(2, 1)),
        "permute (Permute) cannot be applied:",
        "  [layer-input]  \"permute\": expected 2 axes besides the batch axis, as many as dims"
            + " [2, 1] has, received (?, 3).",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> of(3, 4).then(repeatVector(2)),
        "repeat_vector (RepeatVector) cannot be applied:",
        "  [layer-input]  \"repeat_vector\": expected 2 axes (samples, features), received"
            + " (?, 3, 4).",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> repeatVector(0),
        "repeat_vector (RepeatVector) cannot be made:",
        "  [layer-option]  \"n\": expected a number above 0, received 0.",
        "  See src/docs/errors.md#layer-option");
  }

  @Test
  void should_reject_options_outside_their_range() {
    assertRejected(
        () -> dropout(1),
        "dropout (Dropout) cannot be made:",
        "  [layer-option]  \"rate\": expected a fraction in [0, 1), received 1.0.",
        "  See src/docs/errors.md#layer-option");
    assertRejected(
        () -> gaussianNoise(1.5),
        "gaussian_noise (GaussianNoise) cannot be made:",
        "  [layer-option]  \"stddev\": expected a number in [0, 1], received 1.5.",
        "  See src/docs/errors.md#layer-option");
    assertRejected(
        () -> leakyRelu(-0.1),
        "leaky_re_lu (LeakyReLU) cannot be made:",
        "  [layer-option]  \"negativeSlope\": expected a number of at least 0, received -0.1.",
        "  See src/docs/errors.md#layer-option");
    assertRejected(
        () -> softmax(0),
        "softmax (Softmax) cannot be made:",
        "  [layer-option]  \"axis\": expected an axis other than the batch axis, received 0.",
        "  See src/docs/errors.md#layer-option");
    assertRejected(
        () -> activation(null),
        "activation (Activation) cannot be made:",
        "  [layer-option]  \"activation\": expected one of Activation's values, received null.",
        "  See src/docs/errors.md#layer-option");
    assertRejected(
        () -> dropout(0.5).noiseShape(0, 1),
        "dropout (Dropout) cannot be made:",
        "  [layer-option]  \"noiseShape\": expected sizes above 0, or ANY for the input's,"
            + " received (0, 1).",
        "  See src/docs/errors.md#layer-option");
  }

  @Test
  void should_reject_inputs_that_options_do_not_fit() {
    assertRejected(
        () -> of(3, 4).then(dropout(0.5).noiseShape(ANY, 2, 1)),
        "dropout (Dropout) cannot be applied:",
        "  [layer-input]  \"dropout\": expected an input to which the noise shape (?, 2, 1)"
            + " broadcasts, received (?, 3, 4).",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> of(4).then(spatialDropout2d(0.5)),
        "spatial_dropout2d (SpatialDropout2D) cannot be applied:",
        "  [layer-input]  \"spatial_dropout2d\": expected 4 axes (samples, …, …,"
            + " features), received"
            + " (?, 4).",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> of(ANY, 4).then(prelu()),
        "p_re_lu (PReLU) cannot be applied:",
        "  [layer-input]  \"p_re_lu\": expected known sizes, since weights depend on them,"
            + " received (?, ?, 4). Share alpha along axes of varying size: .sharedAxes(1).",
        "  See src/docs/errors.md#layer-input");
    assertRejected(
        () -> of(3).then(softmax(2)),
        "softmax (Softmax) cannot be applied:",
        "  [layer-input]  \"softmax\": expected an input that has the axis 2, received (?, 3).",
        "  See src/docs/errors.md#layer-input");
  }

  @Test
  void should_propagate_unknown_sizes() {
    assertThat(add(of(ANY, 1), of(1, 4)).shape()).containsExactly(ANY, 4);
    assertThat(add(of(ANY, 3), of(3)).shape()).containsExactly(ANY, 3);
    assertThat(add(of(ANY), of(3)).shape()).containsExactly(3);
    assertThat(concatenate(of(ANY, 3), of(5, ANY)).shape()).containsExactly(5, ANY);
    assertThat(concatenate(1, of(ANY, 3), of(5, 3)).shape()).containsExactly(ANY, 3);
    assertThat(dot(-1, of(ANY, 3), of(ANY, 3)).shape()).containsExactly(ANY, ANY);
    assertThat(of(ANY, 3).then(flatten()).shape()).containsExactly(ANY);
    assertThat(of(ANY, 4).then(reshape(-1, 2)).shape()).containsExactly(ANY, 2);
    assertThat(of(ANY, 4).then(permute(2, 1)).shape()).containsExactly(4, ANY);
    assertThat(of(3, 4).then(reshape(-1, 2)).shape()).containsExactly(6, 2);
  }
}
