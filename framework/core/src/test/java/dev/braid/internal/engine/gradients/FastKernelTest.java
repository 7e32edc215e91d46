package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Activation;
import dev.braid.Braid;
import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Padding;
import dev.braid.Tensor;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.FloatNetwork;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.layers.convolutional.Conv1D;
import dev.braid.layers.convolutional.Conv2D;
import dev.braid.layers.convolutional.Conv3D;
import dev.braid.layers.convolutional.DepthwiseConv1D;
import dev.braid.layers.convolutional.DepthwiseConv2D;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.pooling.AveragePooling2D;
import dev.braid.layers.pooling.AveragePooling3D;
import dev.braid.layers.pooling.GlobalAveragePooling3D;
import dev.braid.layers.pooling.MaxPooling1D;
import dev.braid.layers.pooling.MaxPooling2D;
import dev.braid.layers.pooling.MaxPooling3D;
import dev.braid.layers.rnn.Recurrent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fast kernels against the portable ones: outputs, and gradients by weights and inputs.
 *
 * <p>A dense layer stands before each input that is no id, so that the gradient by the layer's
 * input is compared as that layer's weights.
 */
class FastKernelTest {
  /** A share of the largest number of an array: float32 sums in another order differ that much. */
  private static final double TOLERANCE = 2e-5;

  static Stream<LayerCase> rows() {
    return Stream.of(LayerGradientTest.all(), large(), activations(), cut()).flatMap(each -> each);
  }

  private static Stream<LayerCase> activations() {
    return Arrays.stream(Activation.values())
        .map(each -> row("wide " + each.keras(), () -> activation(each), shape(40, 70)));
  }

  /** Layers before a relu, which their kernels take over. */
  private static Stream<LayerCase> cut() {
    return Stream.of(
        cut("dense", () -> dense(130), shape(90)),
        cut("images", () -> new Conv2D(20, 5, 5), shape(14, 12, 3)),
        cut("images channel by channel", () -> new DepthwiseConv2D(3, 3), shape(9, 8, 20)),
        cut("images grown", () -> conv2dTranspose(9, 4, 3).strides(2, 3), shape(9, 8, 20)),
        cut("images in two steps", () -> separableConv2d(20, 3), shape(9, 8, 12)),
        cut("sums", () -> add(), shape(40, 70), shape(40, 70), shape(40, 70)).withMask(),
        cut("sums of places", () -> add(), shape(9, 8, 20), shape(9, 8, 1)),
        cut("differences", () -> subtract(), shape(40, 70), shape(40, 70)),
        cut("averages", () -> average(), shape(40, 70), shape(40, 70)),
        cut("largest, left to relu", () -> maximum(), shape(40, 70), shape(40, 70)),
        cut("tanh, left to relu", () -> dense(130, TANH), shape(90)),
        cut("normalized images", () -> new BatchNormalization(), shape(17, 19, 6)),
        cut("normalized steps", () -> new BatchNormalization(), shape(12, 40)).withMask(),
        cut(
            "normalized without gamma and beta",
            () -> new BatchNormalization().scale(false).center(false),
            shape(33)),
        cut(
            "normalized by what was gathered before",
            () -> new BatchNormalization().trainable(false),
            shape(12, 40)));
  }

  private static LayerCase cut(String name, Supplier<Layer> layer, long[]... shapes) {
    return row(
        "relu after " + name,
        () -> {
          Tensor[] inputs =
              IntStream.range(0, shapes.length)
                  .mapToObj(i -> input("in" + i, shapes[i]))
                  .toArray(Tensor[]::new);
          Tensor out = layer.get().applyAll(inputs).get(0);
          return Model.inputs(inputs).outputs(out.then(relu()));
        },
        shapes);
  }

  /** Large enough for natives, threads and more than one block. */
  private static Stream<LayerCase> large() {
    return Stream.of(
        row("wide dense", () -> dense(300, RELU), shape(90)),
        row("wide dense over steps", () -> dense(70, TANH), shape(20, 33)),
        row("dense softmax", () -> dense(40, SOFTMAX), shape(90)),
        row("dense without bias", () -> dense(130).useBias(false), shape(90)),
        row("images", () -> new Conv2D(20, 5, 5).activation(RELU), shape(14, 12, 3)),
        row("grey images", () -> new Conv2D(16, 3, 3), shape(14, 12, 1)),
        row(
            "images with zeros around",
            () -> new Conv2D(9, 4, 3).padding(Padding.SAME).strides(2, 3).useBias(false),
            shape(13, 11, 8)),
        row(
            "images under leaping windows",
            () -> new Conv2D(7, 2, 1).padding(Padding.SAME).strides(5, 3).activation(RELU),
            shape(13, 12, 4)),
        row(
            "averages of leaping windows",
            () -> new AveragePooling2D(2, 1).padding(Padding.SAME).strides(5, 3),
            shape(13, 12, 4)),
        row(
            "dilated images",
            () -> new Conv2D(7, 3, 3).padding(Padding.SAME).dilation(2).activation(TANH),
            shape(9, 10, 4)),
        row("sequences", () -> new Conv1D(12, 5).padding(Padding.CAUSAL).dilation(2), shape(30, 6)),
        row("grouped images", () -> new Conv2D(6, 3, 3).groups(2), shape(8, 8, 4)),
        row(
            "images channel by channel",
            () -> new DepthwiseConv2D(3, 3).padding(Padding.SAME).activation(RELU),
            shape(9, 8, 20)),
        row(
            "images channel by channel, each several times",
            () -> new DepthwiseConv2D(3, 2).depthMultiplier(3).strides(2),
            shape(9, 8, 4)),
        row("steps channel by channel", () -> new DepthwiseConv1D(3), shape(17, 5)),
        row(
            "volumes",
            () -> new Conv3D(6, 3, 2, 3).padding(Padding.SAME).strides(2, 1, 1),
            shape(6, 5, 7, 3)),
        row(
            "images grown",
            () -> conv2dTranspose(9, 4, 3).strides(2, 3).padding(Padding.SAME).activation(RELU),
            shape(9, 8, 20)),
        row(
            "images grown with a rest",
            () -> conv2dTranspose(9, 3).strides(3).outputPadding(2).useBias(false),
            shape(5, 6, 7)),
        row(
            "images grown by far",
            () -> conv2dTranspose(3, 2).strides(2).outputPadding(4),
            shape(5, 6, 7)),
        row("dilated steps grown", () -> conv1dTranspose(8, 3).dilation(2), shape(17, 6)),
        row("strided steps grown", () -> conv1dTranspose(8, 3).strides(5), shape(17, 6)),
        row("volumes grown", () -> conv3dTranspose(4, 3, 2, 3).strides(2), shape(4, 3, 5, 6)),
        row(
            "images in two steps",
            () -> separableConv2d(20, 3).padding(Padding.SAME).strides(2).activation(RELU),
            shape(9, 8, 12)),
        row(
            "images in two steps, several times",
            () -> separableConv2d(20, 3, 2).depthMultiplier(3).activation(Activation.SILU),
            shape(9, 8, 12)),
        row("steps in two steps", () -> separableConv1d(9, 3).useBias(false), shape(17, 5)),
        row("grouped steps", () -> new Conv1D(8, 3).groups(4), shape(17, 8)),
        row("largest of volumes", () -> new MaxPooling3D(2), shape(6, 5, 7, 3)),
        row(
            "average of volumes",
            () -> new AveragePooling3D(3).padding(Padding.SAME),
            shape(6, 5, 7, 3)),
        row("wide steps normalized", () -> layerNormalization(), shape(20, 70)),
        row("wide planes normalized", () -> layerNormalization().axis(1, 2), shape(20, 70)),
        row("wide steps scaled", () -> layerNormalization().rmsScaling(true), shape(20, 70))
            .withMask(),
        row("groups of channels", () -> groupNormalization(4), shape(17, 19, 12)),
        row(
            "groups of many channels",
            () -> groupNormalization(5).scale(false).epsilon(0.1),
            shape(7, 1300)),
        row("groups of features", () -> groupNormalization(3).center(false), shape(90)),
        row("channels by themselves", () -> groupNormalization(-1), shape(17, 70)).withMask(),
        row("wide steps of length 1", () -> unitNormalization(), shape(20, 70)).withMask(),
        row("heads", () -> multiHeadAttention(3, 20), shape(33, 40), shape(21, 40)).withMask(),
        row("dropped channels", () -> spatialDropout2d(0.3), shape(9, 8, 20)),
        row("dropped steps", () -> dropout(0.3).noiseShape(-1, -1, 1), shape(40, 70)),
        row("larger dropout", () -> dropout(0.3), shape(40, 70)),
        row("mean of steps", () -> globalAveragePooling1d(), shape(33, 40)).withMask(),
        row(
            "mean of volumes",
            () -> new GlobalAveragePooling3D().keepdims(true),
            shape(4, 5, 6, 7)),
        row("largest of all steps", () -> globalMaxPooling1d(), shape(33, 40)).withMask(),
        row("largest of all places", () -> globalMaxPooling2d().keepdims(true), shape(9, 8, 30)),
        row("largest of all several times", FastKernelTest::winners, shape(40, 70)),
        row("differences", () -> subtract(), shape(40, 70), shape(40, 70)),
        row("averages", () -> average(), shape(40, 70), shape(40, 70), shape(40, 70)),
        row("products", () -> multiply(), shape(40, 70), shape(40, 70), shape(40, 70)),
        row("channels weighted", () -> multiply(), shape(9, 8, 20), shape(1, 1, 20)),
        row("products of all ranks", () -> multiply(), shape(9, 1, 20), shape(20), shape(8, 1)),
        row("places added", () -> add(), shape(9, 8, 20), shape(9, 8, 1)),
        row("largest of all", () -> maximum(), shape(40, 70), shape(40, 70), shape(40, 70)),
        row("largest of ties", FastKernelTest::ties, shape(40, 70)),
        row("smallest of all", () -> minimum(), shape(40, 70), shape(1, 70), shape(40, 70)),
        row("products of steps", () -> dot(2), shape(20, 30), shape(15, 30)),
        row("products along steps", () -> dot(1), shape(20, 30), shape(20, 15)),
        row("products of vectors", () -> dot(1), shape(90), shape(90)),
        row("joined", () -> concatenate(), shape(20, 3), shape(20, 90)),
        row("joined along steps", () -> concatenate(1), shape(20, 30), shape(7, 30)),
        row("trained lines", () -> prelu(), shape(20, 70)).withMask(),
        row("trained lines, shared", () -> prelu().sharedAxes(1), shape(20, 70)),
        row("dense gelu", () -> dense(40, Activation.GELU), shape(90)),
        row("dense leaking", () -> dense(40, Activation.LEAKY_RELU), shape(90)),
        row("images mish", () -> new Conv2D(7, 3, 3).activation(Activation.MISH), shape(9, 8, 3)),
        row("lines with threshold", () -> relu().threshold(0.4).maxValue(0.9), shape(40, 70)),
        row("shares of features", () -> softmax(), shape(40, 70)).withMask(),
        row("shares", () -> dense(200, SOFTMAX), shape(30, 20)),
        row("largest", () -> new MaxPooling2D(2, 2), shape(9, 8, 5)),
        row(
            "largest of overlapping windows",
            () -> new MaxPooling2D(3, 3).strides(2).padding(Padding.SAME),
            shape(10, 9, 6)),
        row("average", () -> new AveragePooling2D(2, 3).padding(Padding.SAME), shape(9, 8, 5)),
        row("largest of steps", () -> new MaxPooling1D(3).strides(2), shape(17, 5)),
        row("normalized images", () -> new BatchNormalization(), shape(17, 19, 6)),
        row(
            "normalized without gamma and beta",
            () -> new BatchNormalization().scale(false).center(false).momentum(0.8),
            shape(33)),
        row("normalized along another axis", () -> new BatchNormalization().axis(1), shape(7, 9)),
        row(
            "normalized by what was gathered before",
            () -> new BatchNormalization().trainable(false),
            shape(12, 40)),
        row("normalized images behind a mask", () -> new BatchNormalization(), shape(9, 4, 6))
            .withMask(),
        row("normalized steps", () -> new BatchNormalization(), shape(12, 40)).withMask(),
        row("wide embedding", () -> embedding(900, 40), shape(50)).ids(900),
        row("wide lstm", () -> lstm(48), shape(9, 70)).withMask(),
        row("wide lstm sequences", () -> lstm(20).returnSequences().goBackwards(), shape(9, 33))
            .withMask(),
        row("wide plain cells", () -> simpleRnn(48).returnSequences(), shape(9, 70)).withMask(),
        row("wide gru", () -> gru(48), shape(9, 70)).withMask(),
        row(
                "wide gru zeros",
                () -> gru(20).returnSequences().zeroOutputForMask(true).goBackwards(),
                shape(9, 33))
            .withMask(),
        row("wide lstm with states", () -> lstm(20).returnState(), shape(9, 33)).withMask(),
        row(
            "wide lstm between states",
            () -> lstm(20).returnSequences().returnState(),
            shape(9, 33),
            shape(20),
            shape(20)),
        row(
            "wide gru with states",
            () -> gru(20).returnSequences().returnState().goBackwards(),
            shape(9, 33),
            shape(20)),
        row("wide plain cells with a state", () -> simpleRnn(20).returnState(), shape(9, 33))
            .withMask(),
        row("wide lstm dropping", () -> lstm(20).dropout(0.3), shape(9, 33)).withMask(),
        row(
                "two directions dropping",
                () -> bidirectional(lstm(20).dropout(0.3), gru(7).dropout(0.4).goBackwards()),
                shape(9, 33))
            .withMask(),
        row("wide lstm relu", () -> lstm(20).activation(RELU), shape(9, 33)).withMask(),
        row(
            "wide gru softsign",
            () -> gru(60).activation(Activation.SOFTSIGN).recurrentActivation(Activation.ELU),
            shape(4, 33)),
        row("wide plain cells elu", () -> simpleRnn(90).activation(Activation.ELU), shape(3, 33)),
        row("stateful gru", () -> gru(20).stateful(), shape(9, 33)),
        row("wide bidirectional", () -> bidirectional(gru(24).returnSequences()), shape(9, 40))
            .withMask(),
        row("long bidirectional", () -> bidirectional(gru(64)), shape(100, 8)),
        row("two directions of two kinds", () -> bidirectional(lstm(24)), shape(9, 40)).withMask());
  }

  /** Numbers beside themselves, of which one side gives no gradient on. */
  private static Layer ties() {
    Tensor in = input("in", 40, 70);
    Tensor still = in.then(lambda("still", x -> x, (x, y, gradient) -> gradient.mul(0)));
    return Model.inputs(in).outputs(maximum(in.then(relu()), still));
  }

  /** Each step twice. */
  private static Layer winners() {
    Tensor in = input("in", 40, 70);
    Tensor still = in.then(lambda("still", x -> x, (x, y, gradient) -> gradient.mul(0)));
    return Model.inputs(in).outputs(concatenate(1, in, still).then(globalMaxPooling1d()));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void should_train_like_the_formula(LayerCase row) {
    compare(row, 37, false, true);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void should_predict_like_the_formula(LayerCase row) {
    compare(row, 5, false, false);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void should_predict_a_single_sample_like_the_formula(LayerCase row) {
    compare(row, 1, false, false);
  }

  static Stream<LayerCase> masked() {
    return rows().filter(LayerCase::masked);
  }

  @ParameterizedTest
  @MethodSource("masked")
  void should_train_like_the_formula_behind_a_mask(LayerCase row) {
    compare(row, 11, true, true);
  }

  private static void compare(LayerCase row, int samples, boolean masked, boolean training) {
    Braid.setRandomSeed(12);
    Layer layer = row.layer().get();
    Random random = new Random(34);
    List<Tensor> inputs = new ArrayList<>();
    List<Tensor> fed = new ArrayList<>();
    List<INDArray> data = new ArrayList<>();
    for (long[] shape : row.inputs()) {
      Tensor input = input("input" + inputs.size(), shape);
      inputs.add(input);
      data.add(data(row, random, samples, shape, masked));
      Tensor masking = masked && row.ids() == 0 ? input.then(masking(0)) : input;
      fed.add(row.ids() > 0 ? input : masking.then(dense(shape[shape.length - 1])));
    }
    List<Tensor> outputs = new ArrayList<>();
    for (Tensor output : layer.applyAll(fed.toArray(Tensor[]::new))) {
      outputs.add(output.named("output" + outputs.size()));
    }
    Model model = Model.inputs(inputs.toArray(Tensor[]::new)).outputs(outputs);
    FloatNetwork fast = new FloatNetwork(model);
    fast.disturb();
    FloatNetwork portable = portable(model);
    // twice, since the second step finds gradients and caches of the first
    fast.step(data, training);
    List<INDArray> found = fast.step(data, training);
    model.resetStates();
    if (layer instanceof Recurrent<?> recurrent && recurrent.keepsState()) {
      portable.step(data, training);
    }
    List<INDArray> wanted = portable.step(data, training);
    double overall = wanted.stream().mapToDouble(FastKernelTest::largest).max().orElse(0);
    for (int i = 0; i < wanted.size(); i++) {
      String what =
          i < outputs.size()
              ? "output " + i
              : "gradient of " + fast.paths().get(i - outputs.size());
      same(row.name() + ", " + what, found.get(i), wanted.get(i), overall);
    }
  }

  private static FloatNetwork portable(Model model) {
    return new FloatNetwork(model, ExecutionPolicy.PORTABLE);
  }

  private static INDArray data(
      LayerCase row, Random random, int samples, long[] shape, boolean masked) {
    long[] all = new long[shape.length + 1];
    all[0] = samples;
    System.arraycopy(shape, 0, all, 1, shape.length);
    INDArray array = Nd4j.create(all);
    float[] numbers = new float[Math.toIntExact(array.length())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = row.ids() > 0 ? random.nextInt(row.ids()) : (float) random.nextGaussian();
    }
    array.assign(Nd4j.createFromArray(numbers).reshape('c', all));
    if (masked && row.ids() == 0) {
      array.slice(1).slice(shape[0] - 1).assign(0);
      array.slice(2).slice(0).assign(0);
      array.slice(3).assign(0);
    }
    return array;
  }

  private static double largest(INDArray array) {
    double largest = 0;
    for (float number : Floats.copy(array)) {
      // an average over nothing but padding is none, in both
      largest = Float.isNaN(number) ? largest : Math.max(largest, Math.abs(number));
    }
    return largest;
  }

  /** Gradients that should be zero, such as that of a bias before a normalization, are rounding. */
  private static void same(String what, INDArray found, INDArray wanted, double overall) {
    assertThat(found.shape()).as(what).isEqualTo(wanted.shape());
    float[] a = Floats.copy(found);
    float[] b = Floats.copy(wanted);
    double own = largest(wanted);
    double scale = Math.max(1e-3, own < 1e-4 * overall ? overall : own);
    for (int i = 0; i < a.length; i++) {
      if (Float.isNaN(b[i])) {
        assertThat(a[i]).as("%s[%d]", what, i).isNaN();
        continue;
      }
      assertThat((double) Math.abs(a[i] - b[i]))
          .as("%s[%d]: %s instead of %s", what, i, a[i], b[i])
          .isLessThanOrEqualTo(TOLERANCE * scale);
    }
  }
}
