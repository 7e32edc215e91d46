package dev.braid.internal.engine.kernels.table;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Activation;
import dev.braid.Layer;
import dev.braid.Padding;
import dev.braid.internal.engine.kernels.CarriedStates;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.PortableKernel;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import dev.braid.layers.convolutional.Conv2D;
import dev.braid.layers.convolutional.Conv3D;
import dev.braid.layers.convolutional.DepthwiseConv2D;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.pooling.MaxPooling2D;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which calls run fast; that the numbers are the same is compared elsewhere. */
class FastKernelsTest {
  private record Row(Layer layer, long... input) {}

  static Stream<Row> covered() {
    return Stream.of(
        new Row(dense(3, RELU), 4),
        new Row(dense(3), 5, 4),
        new Row(embedding(7, 3), 4),
        new Row(lstm(3), 4, 2),
        new Row(gru(3).returnSequences(), 4, 2),
        new Row(simpleRnn(3), 4, 2),
        new Row(lstm(3).activation(RELU), 4, 2),
        new Row(lstm(3).dropout(0.5), 4, 2),
        new Row(lstm(3).returnState(), 4, 2),
        new Row(gru(3).stateful(), 4, 2),
        new Row(bidirectional(lstm(3)), 4, 2),
        new Row(new BatchNormalization(), 4),
        new Row(new BatchNormalization().trainable(false), 4),
        new Row(layerNormalization(), 4),
        new Row(layerNormalization().axis(1, 2), 4, 2),
        new Row(layerNormalization().rmsScaling(true), 4),
        new Row(groupNormalization(2), 4),
        new Row(unitNormalization(), 4),
        new Row(prelu(), 4),
        new Row(globalMaxPooling1d(), 4, 2),
        new Row(separableConv2d(3, 2), 5, 5, 2),
        new Row(conv1dTranspose(3, 2), 5, 2),
        new Row(activation(TANH), 4),
        new Row(activation(Activation.GELU), 4),
        new Row(activation(SOFTMAX), 4),
        new Row(softmax(), 4, 2),
        new Row(leakyRelu(0.1), 4),
        new Row(elu(0.7), 4),
        new Row(relu().maxValue(2), 4),
        new Row(dropout(0.5), 4),
        new Row(dropout(0.5).noiseShape(-1, 1), 4),
        new Row(spatialDropout1d(0.5), 4, 2),
        new Row(flatten(), 4, 2),
        new Row(reshape(2, 4), 4, 2),
        new Row(globalAveragePooling1d(), 4, 2),
        new Row(new Conv2D(3, 2, 2), 5, 5, 2),
        new Row(new Conv2D(4, 2, 2).groups(2), 5, 5, 2),
        new Row(new DepthwiseConv2D(2), 5, 5, 2),
        new Row(new Conv3D(3, 2), 4, 4, 4, 2),
        new Row(new MaxPooling2D(2), 4, 4, 2));
  }

  static Stream<Row> left() {
    return Stream.of(
        new Row(lstm(3).activation(Activation.SILU), 4, 2),
        new Row(elu(-1), 4),
        new Row(softmax(1), 4, 2),
        new Row(gru(3).resetAfter(false), 4, 2),
        new Row(lstm(3).recurrentDropout(0.5), 4, 2),
        new Row(layerNormalization().axis(1), 4, 2),
        new Row(dropout(0.5).noiseShape(1, 4), 4),
        new Row(new BatchNormalization().axis(1), 4, 2));
  }

  @ParameterizedTest
  @MethodSource("covered")
  void should_run_floats_fast(Row row) {
    assertThat(kept(row, DataType.FLOAT)).isInstanceOf(FastKernel.SavedState.class);
  }

  @ParameterizedTest
  @MethodSource("covered")
  void should_leave_doubles_to_the_formula(Row row) {
    assertThat(kept(row, DataType.DOUBLE)).isNotInstanceOf(FastKernel.SavedState.class);
  }

  @ParameterizedTest
  @MethodSource("left")
  void should_leave_options_that_are_not_covered_to_the_formula(Row row) {
    assertThat(kept(row, DataType.FLOAT)).isNotInstanceOf(FastKernel.SavedState.class);
  }

  @Test
  void should_choose_only_formulas_where_a_program_asks_for_them() {
    Kernel portable = new PortableKernel(dense(3));
    assertThat(FastKernels.of(dense(3), portable, ExecutionPolicy.PORTABLE)).isSameAs(portable);
    assertThat(FastKernels.of(dense(3), portable, ExecutionPolicy.FAST)).isNotSameAs(portable);
  }

  @Test
  void should_run_in_other_threads_than_the_one_that_came_first() throws InterruptedException {
    Row wide = new Row(new Conv2D(24, 5, 5).padding(Padding.SAME), 40, 40, 16);
    Row product = new Row(dense(300), 500);
    List<Object> found = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                found.add(kept(wide, DataType.FLOAT));
                found.add(kept(product, DataType.FLOAT));
              });
      thread.start();
      thread.join();
    }
    assertThat(found).hasSize(8).allMatch(FastKernel.SavedState.class::isInstance);
  }

  static Stream<Row> beforeRelu() {
    return Stream.of(
        new Row(dense(3), 4),
        new Row(new Conv2D(3, 2, 2), 5, 5, 2),
        new Row(new DepthwiseConv2D(2), 5, 5, 2),
        new Row(separableConv2d(3, 2), 5, 5, 2),
        new Row(conv1dTranspose(3, 2), 5, 2),
        new Row(new BatchNormalization(), 4),
        new Row(new BatchNormalization().trainable(false), 4));
  }

  @ParameterizedTest
  @MethodSource("beforeRelu")
  void should_take_over_the_relu_that_follows(Row row) {
    assertThat(call(row, DataType.FLOAT, true).hasFusedRelu()).isTrue();
    assertThat(call(row, DataType.FLOAT, false).hasFusedRelu()).isFalse();
    assertThat(call(row, DataType.DOUBLE, true).hasFusedRelu()).isFalse();
  }

  /** What a step of training leaves for the backward pass. */
  private static Object kept(Row row, DataType type) {
    return call(row, type, false).saved();
  }

  private static KernelCall call(Row row, DataType type, boolean relu) {
    Layer layer = row.layer();
    layer.applyAll(input("in", row.input()));
    long[] shape = new long[row.input().length + 1];
    shape[0] = 6;
    System.arraycopy(row.input(), 0, shape, 1, row.input().length);
    Map<WeightCell, INDArray> weights = new HashMap<>();
    KernelCall call =
        new KernelCall(
            cell ->
                weights.computeIfAbsent(
                    cell, absent -> Nd4j.zeros(type, cell.spec().shape()).addi(0.1)),
            (cell, gradient) -> {},
            true,
            new boolean[] {true},
            1,
            new CarriedStates());
    if (relu) {
      call.offerRelu();
    }
    Kernel kernel = FastKernels.of(layer, new PortableKernel(layer), ExecutionPolicy.FAST);
    kernel.forward(call, new MaskedArray[] {new MaskedArray(Nd4j.ones(type, shape), null)});
    return call;
  }
}
