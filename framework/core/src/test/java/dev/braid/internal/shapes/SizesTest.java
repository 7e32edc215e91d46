package dev.braid.internal.shapes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.Model;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.config.Config;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SizesTest {
  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(StructureException.class).hasMessage(message);
  }

  @Test
  void should_multiply_and_add_exactly() {
    assertThat(Sizes.product()).isEqualTo(1);
    assertThat(Sizes.product(3, 4, 5)).isEqualTo(60);
    assertThat(Sizes.product(new long[] {3, 4, 5}, 1, 3)).isEqualTo(20);
    assertThat(Sizes.product(1L << 62, 1)).isEqualTo(1L << 62);
    assertThat(Sizes.product(1L << 62, 4, 0)).isZero();
    assertThat(Sizes.product(-1, 7)).isEqualTo(-7);
    assertThat(Sizes.sum(Long.MAX_VALUE - 1, 1)).isEqualTo(Long.MAX_VALUE);
    assertThatThrownBy(() -> Sizes.product(1L << 32, 1L << 32))
        .isInstanceOf(Sizes.Overflow.class)
        .hasMessage("[4294967296, 4294967296] are too large for any array");
    assertThatThrownBy(() -> Sizes.product(1L << 32, 1L << 31)).isInstanceOf(Sizes.Overflow.class);
    assertThatThrownBy(() -> Sizes.sum(Long.MAX_VALUE, 1)).isInstanceOf(Sizes.Overflow.class);
  }

  @Test
  void should_count_large_weights_exactly() {
    Tensor x = input("x", 1L << 20);
    Model model = Model.inputs(x).outputs(x.then(dense(1L << 24).name("wide")));
    assertThat(model.countParams()).isEqualTo((1L << 44) + (1L << 24));
  }

  @Test
  void should_refuse_weights_whose_size_overflows() {
    refused(
        () -> input("x", 1L << 33).then(dense(1L << 33).name("wide")),
        """
        "wide" (Dense) cannot be applied:
          [layer-input]  "wide": expected weights of at most 2^45 elements, the address space of a process as floats, received (?, 8589934592). Its "kernel" would be (8589934592, 8589934592).
          See src/docs/errors.md#layer-input""");
  }

  @Test
  void should_refuse_an_input_that_exceeds_the_address_space() {
    refused(
        () -> input("x", 1L << 32, 1L << 32),
        """
        "x" (InputLayer) cannot be applied:
          [layer-input]  "x": expected an output of at most 2^45 elements, the address space of a process as floats, received nothing. Its output would be (?, 4294967296, 4294967296).
          See src/docs/errors.md#layer-input""");
  }

  @Test
  void should_refuse_outputs_whose_size_overflows() {
    refused(
        () -> input("x", 4, 8).then(upSampling1d(1L << 62).name("larger")),
        """
        "larger" (UpSampling1D) cannot be applied:
          [layer-input]  "larger": expected sizes that an array can have, received (?, 4, 8). [4, 4611686018427387904] are too large for any array.
          See src/docs/errors.md#layer-input""");
    refused(
        () -> input("x", 4, 8).then(zeroPadding1d(Long.MAX_VALUE).name("edges")),
        """
        "edges" (ZeroPadding1D) cannot be applied:
          [layer-input]  "edges": expected sizes that an array can have, received (?, 4, 8). [4, 9223372036854775807, 9223372036854775807] are too large for any array.
          See src/docs/errors.md#layer-input""");
    refused(
        () -> input("x", 8).then(repeatVector(1L << 50).name("copies")),
        """
        "copies" (RepeatVector) cannot be applied:
          [layer-input]  "copies": expected an output of at most 2^45 elements, the address space of a process as floats, received (?, 8). Its output would be (?, 1125899906842624, 8).
          See src/docs/errors.md#layer-input""");
    refused(
        () -> conv1d(2, 3).strides(1L << 40),
        """
        The window of a layer cannot be made:
          [layer-option]  "strides": expected at most 2147483647, the limit of the operations, received 1099511627776.
          See src/docs/errors.md#layer-option""");
  }

  @Test
  void should_refuse_more_axes_than_an_array_has() {
    long[] axes = new long[32];
    Arrays.fill(axes, 1);
    assertThatThrownBy(() -> input("x", axes))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining(
            "\"x\": expected an output of at most 31 axes besides the batch axis, received"
                + " nothing.");
    assertThat(input("x", Arrays.copyOf(axes, 31)).spec().rank()).isEqualTo(31);
  }

  @Test
  void should_read_sizes_exactly() {
    Config config =
        new Config()
            .put("huge", BigInteger.ONE.shiftLeft(64).add(BigInteger.TWO))
            .put("half", List.of(2, 2.5))
            .put("wide", 1L << 40)
            .put("real", 1e300)
            .put("whole", List.of(3, 4.0));
    assertThatThrownBy(() -> config.whole("huge", 0))
        .hasMessage("\"huge\" should be an integer, but is 18446744073709551618");
    assertThatThrownBy(() -> config.wholes("half"))
        .hasMessage("\"half\" should be integers, but is [2, 2.5]");
    assertThatThrownBy(() -> config.integer("wide", 0))
        .hasMessage("\"wide\" should be an integer of at most 2147483647, but is 1099511627776");
    assertThatThrownBy(() -> config.whole("real", 0))
        .hasMessage("\"real\" should be an integer, but is 1.0E300");
    assertThat(config.wholes("whole")).containsExactly(3, 4);
    assertThat(config.sizes("none")).isEmpty();
  }
}
