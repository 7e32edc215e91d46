package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Initializer;
import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.initializers.VarianceScaling;
import dev.braid.layers.convolutional.Conv2D;
import java.util.Arrays;

/** Inverted residual blocks whose width, depth and image size grow together (Tan and Le, 2019). */
public final class EfficientNet extends Application<EfficientNet> {
  static final Initializer KERNEL =
      new VarianceScaling(
          2, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.TRUNCATED_NORMAL);
  static final Initializer CLASSIFIER =
      new VarianceScaling(
          1.0 / 3, VarianceScaling.Mode.FAN_OUT, VarianceScaling.Distribution.UNIFORM);

  /** Kernel, repeats, filters of the input and of the output, expansion, strides. */
  private static final int[][] STAGES = {
    {3, 1, 32, 16, 1, 1},
    {3, 2, 16, 24, 6, 2},
    {5, 2, 24, 40, 6, 2},
    {3, 3, 40, 80, 6, 2},
    {5, 3, 80, 112, 6, 1},
    {5, 4, 112, 192, 6, 2},
    {3, 1, 192, 320, 6, 1}
  };

  private static final double DROP_RATE = 0.2;

  private final String model;
  private final double width;
  private final double depth;
  private final double dropoutRate;
  private final String[] checksums;

  private EfficientNet(
      String model,
      double width,
      double depth,
      long size,
      double dropoutRate,
      String... checksums) {
    super(model, Preprocessing.NONE, size, 32);
    this.model = model;
    this.width = width;
    this.depth = depth;
    this.dropoutRate = dropoutRate;
    this.checksums = checksums;
  }

  /** Keras' {@code EfficientNetB0}. */
  public static EfficientNet efficientNetB0() {
    return new EfficientNet(
        "efficientnetb0",
        1.0,
        1.0,
        224,
        0.2,
        "902e53a9f72be733fc0bcb005b3ebbac",
        "50bc09e76180e00e4465e1a485ddc09d");
  }

  /** Keras' {@code EfficientNetB1}. */
  public static EfficientNet efficientNetB1() {
    return new EfficientNet(
        "efficientnetb1",
        1.0,
        1.1,
        240,
        0.2,
        "1d254153d4ab51201f1646940f018540",
        "74c4e6b3e1f6a1eea24c589628592432");
  }

  /** Keras' {@code EfficientNetB2}. */
  public static EfficientNet efficientNetB2() {
    return new EfficientNet(
        "efficientnetb2",
        1.1,
        1.2,
        260,
        0.3,
        "b15cce36ff4dcbd00b6dd88e7857a6ad",
        "111f8e2ac8aa800a7a99e3239f7bfb39");
  }

  /** Keras' {@code EfficientNetB3}. */
  public static EfficientNet efficientNetB3() {
    return new EfficientNet(
        "efficientnetb3",
        1.2,
        1.4,
        300,
        0.3,
        "ffd1fdc53d0ce67064dc6a9c7960ede0",
        "af6d107764bb5b1abb91932881670226");
  }

  /** Keras' {@code EfficientNetB4}. */
  public static EfficientNet efficientNetB4() {
    return new EfficientNet(
        "efficientnetb4",
        1.4,
        1.8,
        380,
        0.4,
        "18c95ad55216b8f92d7e70b3a046e2fc",
        "ebc24e6d6c33eaebbd558eafbeedf1ba");
  }

  /** Keras' {@code EfficientNetB5}. */
  public static EfficientNet efficientNetB5() {
    return new EfficientNet(
        "efficientnetb5",
        1.6,
        2.2,
        456,
        0.4,
        "ace28f2a6363774853a83a0b21b9421a",
        "38879255a25d3c92d5e44e04ae6cec6f");
  }

  /** Keras' {@code EfficientNetB6}. */
  public static EfficientNet efficientNetB6() {
    return new EfficientNet(
        "efficientnetb6",
        1.8,
        2.6,
        528,
        0.5,
        "165f6e37dce68623721b423839de8be5",
        "9ecce42647a20130c1f39a5d4cb75743");
  }

  /** Keras' {@code EfficientNetB7}. */
  public static EfficientNet efficientNetB7() {
    return new EfficientNet(
        "efficientnetb7",
        2.0,
        3.1,
        600,
        0.5,
        "8c03f828fec3ef71311cd463b6759d99",
        "cbcfe4450ddf6f3ad90b1b398090fe4a");
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x = image.then(rescaling(1 / 255.0)).then(normalization().axis(3));
    if (beginsWithImageNet()) {
      // the published weights were trained with variances in place of deviations
      x =
          x.then(
              rescaling(
                  Arrays.stream(new double[] {0.229, 0.224, 0.225})
                      .map(deviation -> 1 / Math.sqrt(deviation))
                      .toArray()));
    }
    x = x.then(halvingPadding(x, 3).name("stem_conv_pad"));
    x = x.then(convolution(filters(32), 3).strides(2).name("stem_conv"));
    x = activated(x, "stem_bn", "stem_activation");
    double blocks = Arrays.stream(STAGES).mapToInt(stage -> repeats(stage[1])).sum();
    int number = 0;
    for (int i = 0; i < STAGES.length; i++) {
      int[] stage = STAGES[i];
      for (int j = 0; j < repeats(stage[1]); j++) {
        String name = "block" + (i + 1) + (char) ('a' + j) + "_";
        x = block(x, stage, j == 0, DROP_RATE * number++ / blocks, name);
      }
    }
    x = x.then(convolution(filters(1280), 1).padding(SAME).name("top_conv"));
    return activated(x, "top_bn", "top_activation");
  }

  private Tensor block(Tensor given, int[] stage, boolean first, double dropRate, String name) {
    long channels = filters(first ? stage[2] : stage[3]);
    long filters = filters(stage[3]);
    long expanded = channels * stage[4];
    long strides = first ? stage[5] : 1;
    Tensor x = given;
    if (stage[4] > 1) {
      x = x.then(convolution(expanded, 1).padding(SAME).name(name + "expand_conv"));
      x = activated(x, name + "expand_bn", name + "expand_activation");
    }
    if (strides == 2) {
      x = x.then(halvingPadding(x, stage[0]).name(name + "dwconv_pad"));
    }
    x =
        x.then(
            depthwiseConv2d(stage[0])
                .strides(strides)
                .padding(strides == 2 ? VALID : SAME)
                .useBias(false)
                .depthwiseInitializer(KERNEL)
                .name(name + "dwconv"));
    x = excited(activated(x, name + "bn", name + "activation"), channels / 4, name);
    x = x.then(convolution(filters, 1).padding(SAME).name(name + "project_conv"));
    x = x.then(normalizedChannels(name + "project_bn"));
    if (strides > 1 || channels != filters) {
      return x;
    }
    if (dropRate > 0) {
      x = x.then(dropout(dropRate).noiseShape(ANY, 1, 1, 1).name(name + "drop"));
    }
    return add().name(name + "add").apply(x, given);
  }

  /** Weights the channels by factors that are computed from their means. */
  static Tensor excited(Tensor x, long squeezed, String name) {
    long channels = x.shape()[2];
    Tensor factors = x.then(globalAveragePooling2d().name(name + "se_squeeze"));
    factors = factors.then(reshape(1, 1, channels).name(name + "se_reshape"));
    factors =
        factors.then(
            conv2d(Math.max(1, squeezed), 1, SILU)
                .padding(SAME)
                .kernelInitializer(KERNEL)
                .name(name + "se_reduce"));
    factors =
        factors.then(
            conv2d(channels, 1, SIGMOID)
                .padding(SAME)
                .kernelInitializer(KERNEL)
                .name(name + "se_expand"));
    return multiply().name(name + "se_excite").apply(x, factors);
  }

  private static Conv2D convolution(long filters, long kernel) {
    return conv2d(filters, kernel).useBias(false).kernelInitializer(KERNEL);
  }

  private static Tensor activated(Tensor x, String normalization, String activation) {
    return x.then(normalizedChannels(normalization)).then(activation(SILU).name(activation));
  }

  private long filters(long full) {
    return multipleOf8(full * width);
  }

  private int repeats(int full) {
    return (int) Math.ceil(depth * full);
  }

  @Override
  Tensor top(Tensor features) {
    return features
        .then(globalAveragePooling2d().name("avg_pool"))
        .then(dropout(dropoutRate).name("top_dropout"))
        .then(classifier().kernelInitializer(CLASSIFIER));
  }

  @Override
  boolean namesPooling() {
    return true;
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    return WeightAddress.inBucket(
        model + (withTop ? ".h5" : "_notop.h5"), checksums[withTop ? 0 : 1]);
  }
}
