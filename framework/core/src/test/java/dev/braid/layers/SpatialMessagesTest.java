package dev.braid.layers;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Layer;
import dev.braid.StructureException;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.ConfigJson;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pins the messages of convolution, pooling, normalization and similar layers for invalid inputs
 * and options.
 */
class SpatialMessagesTest {
  private static Arguments assertRejected(Layer layer, long[] shape, String message) {
    return Arguments.of(layer, shape, message);
  }

  private static long[] s(long... shape) {
    return shape;
  }

  static Stream<Arguments> inputs() {
    return Stream.of(
        assertRejected(
            conv2d(4, 5).name("first"),
            s(4, 20, 3),
            "\"first\": expected a height of at least 5, which is what its kernel covers,"
                + " received (?, 4, 20, 3). Use a smaller kernel or padding(SAME)."),
        assertRejected(
            conv2d(4, 5).name("first"),
            s(3, 28, 20),
            "\"first\": expected a height of at least 5, which is what its kernel covers,"
                + " received (?, 3, 28, 20). The channels seem to come first; put them"
                + " last: (?, 28, 20, 3)."),
        assertRejected(
            conv2d(4, 3).name("first"),
            s(28, 28),
            "\"first\": expected 4 axes (?, height, width, channels), received (?, 28, 28)."
                + " Add a channel axis: put reshape(height, width, 1) before it."),
        assertRejected(
            conv2d(4, 3).name("first"),
            s(32, 28, 28, 1),
            "\"first\": expected 4 axes (?, height, width, channels), received (?, 32, 28, 28, 1)."
                + " Give the input's shape without the batch axis."),
        assertRejected(
            conv1d(4, 3).name("steps"),
            s(10),
            "\"steps\": expected 3 axes (?, steps, channels), received (?, 10)."
                + " Add a feature axis by an embedding or by reshape(steps, 1)."),
        assertRejected(
            conv2d(4, 3).groups(2).name("grouped"),
            s(9, 9, 3),
            "\"grouped\": expected a number of channels that is a multiple of its 2 groups,"
                + " received (?, 9, 9, 3)."),
        assertRejected(
            conv2d(4, 3).name("unknown"),
            s(9, 9, -1),
            "\"unknown\": expected a last axis of known size, since weights depend on it,"
                + " received (?, 9, 9, ?)."),
        assertRejected(
            conv2dTranspose(4, 2).strides(2).padding(SAME).outputPadding(0).name("grown"),
            s(1, 1, 3),
            "\"grown\": expected an input that gives an output, received (?, 1, 1, 3)."
                + " Increase its output padding."),
        assertRejected(
            maxPooling2d(3).name("pool"),
            s(8, 2, 3),
            "\"pool\": expected a width of at least 3, which is its pool size,"
                + " received (?, 8, 2, 3). Use a smaller pool size or padding(SAME)."),
        assertRejected(
            cropping2d(2).name("crop"),
            s(8, 4, 3),
            "\"crop\": expected a width above the 4 that it crops, received (?, 8, 4, 3)."),
        assertRejected(
            batchNormalization().axis(4).name("norm"),
            s(8, 4, 3),
            "\"norm\": expected an axis 4 after the batch axis, received (?, 8, 4, 3)."),
        assertRejected(
            layerNormalization().name("norm"),
            s(8, -1),
            "\"norm\": expected an axis -1 of known size, since weights depend on it,"
                + " received (?, 8, ?)."),
        assertRejected(
            groupNormalization(4).name("norm"),
            s(8, 6),
            "\"norm\": expected a number of channels that is a multiple of its 4 groups,"
                + " received (?, 8, 6)."),
        assertRejected(
            unitNormalization().axis(3).name("unit"),
            s(8, 6),
            "\"unit\": expected an axis 3, received (?, 8, 6)."));
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void should_reject_inputs_that_do_not_fit(Layer layer, long[] shape, String message) {
    assertMessage(() -> layer.apply(input("x", shape)), "layer-input", message);
  }

  private static Arguments option(ThrowingCallable call, String message) {
    return Arguments.of(call, message);
  }

  static Stream<Arguments> options() {
    return Stream.of(
        option(() -> conv2d(0, 3), "\"filters\": expected a number above 0, received 0."),
        option(() -> conv2d(2, 0), "\"kernel\": expected a number above 0, received 0."),
        option(
            () -> conv3d(2, new int[] {1, 2}),
            "\"kernel\": expected one number or 3, received (1, 2)."),
        option(
            () -> conv2d(2, 3).padding(CAUSAL),
            "\"padding\": expected VALID or SAME, since only conv1d can be causal,"
                + " received CAUSAL."),
        option(
            () -> conv2d(2, 3).strides(2).dilation(1, 2),
            "\"dilation\": expected 1 where strides are above 1,"
                + " received (1, 2) with strides (2, 2)."),
        option(
            () -> conv2d(5, 3).groups(2),
            "\"groups\": expected a divisor of the 5 filters, received 2."),
        option(
            () -> conv2dTranspose(5, 3).outputPadding(-1),
            "\"output padding\": expected 0 or more, received -1."),
        option(
            () -> maxPooling2d().strides(1, 2, 3),
            "\"strides\": expected one number or 2, received (1, 2, 3)."),
        option(
            () -> maxPooling2d().padding(CAUSAL),
            "\"padding\": expected VALID or SAME, since only conv1d can be causal,"
                + " received CAUSAL."),
        option(
            () -> batchNormalization().momentum(1.5),
            "\"momentum\": expected a fraction in [0, 1], received 1.5."),
        option(
            () -> batchNormalization().axis(0),
            "\"axis\": expected an axis after the batch axis, received 0."),
        option(
            () -> layerNormalization().epsilon(-1),
            "\"epsilon\": expected 0 or more, received -1.0."),
        option(
            () -> groupNormalization(0),
            "\"groups\": expected a number above 0, or -1 for one group per channel, received 0."),
        option(
            () -> zeroPadding2d(-1),
            "\"padding\": expected two numbers of 0 or more for each axis, received (-1, -1)."),
        option(
            () -> upSampling2d(2).interpolation("cubic"),
            "\"interpolation\": expected one of nearest, bilinear, bicubic, lanczos3,"
                + " lanczos5, received \"cubic\"."));
  }

  @ParameterizedTest
  @MethodSource("options")
  void should_reject_options_that_do_not_fit(ThrowingCallable call, String message) {
    assertMessage(call, "layer-option", message);
  }

  @Test
  void should_reject_to_read_channels_first() {
    String json =
        """
        {"class_name": "Conv2D", "config": {"name": "c", "filters": 2, "kernel_size": [3, 3],
         "data_format": "channels_first"}}
        """;
    assertMessage(
        () -> ObjectReader.builtIn().read(Layer.class, ConfigJson.read(json).map()),
        "layer-option",
        "\"data_format\": expected \"channels_last\", received \"channels_first\"."
            + " Build the model with channels last in Python and save it again.");
  }

  @Test
  void should_reject_to_read_batch_renormalization() {
    String json = "{\"class_name\": \"BatchNormalization\", \"config\": {\"renorm\": true}}";
    assertMessage(
        () -> ObjectReader.builtIn().read(Layer.class, ConfigJson.read(json).map()),
        "layer-option",
        "\"renorm\": expected false, since batch renormalization is not supported, received true.");
  }

  @Test
  void should_support_varying_sizes() {
    assertThat(conv2d(4, 3).apply(input("x", ANY, 9, 3)).shape()).containsExactly(-1, 7, 4);
    assertThat(maxPooling1d().apply(input("x", ANY, 3)).shape()).containsExactly(-1, 3);
    assertThat(upSampling1d(3).apply(input("x", ANY, 3)).shape()).containsExactly(-1, 3);
    assertThat(cropping1d(1).apply(input("x", ANY, 3)).shape()).containsExactly(-1, 3);
    assertThat(conv1dTranspose(2, 3).apply(input("x", ANY, 3)).shape()).containsExactly(-1, 2);
  }

  private static void assertMessage(ThrowingCallable call, String id, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StructureException.class,
            found -> {
              assertThat(found.problems()).hasSize(1);
              assertThat(found.problems().get(0).id()).isEqualTo(id);
              assertThat(found.problems().get(0).message()).isEqualTo(message);
            });
  }
}
