package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.layers.normalization.BatchNormalization;
import java.util.List;

/** Inverted residual blocks with linear bottlenecks (Sandler et al., 2018). */
public final class MobileNetV2 extends Application<MobileNetV2> {
  /** Filters, strides and repeats. */
  private static final int[][] STAGES = {
    {16, 1, 1}, {24, 2, 2}, {32, 2, 3}, {64, 2, 4}, {96, 1, 3}, {160, 2, 3}, {320, 1, 1}
  };

  private static final List<Long> PUBLISHED_SIZES = List.of(96L, 128L, 160L, 192L, 224L);

  private double alpha = 1;

  private MobileNetV2() {
    super(null, Preprocessing.TF, 224, 32);
  }

  /** Keras' {@code MobileNetV2}. */
  public static MobileNetV2 mobileNetV2() {
    return new MobileNetV2();
  }

  /** Sets the width: the factor by which each layer's number of filters is multiplied. */
  public MobileNetV2 alpha(double factor) {
    requirePositive("alpha", factor);
    return with(copy -> copy.alpha = factor);
  }

  @Override
  Tensor features(Tensor image) {
    long first = multipleOf8(32 * alpha);
    Tensor x = image.then(conv2d(first, 3).strides(2).padding(SAME).useBias(false).name("Conv1"));
    x = x.then(normalized("bn_Conv1")).then(relu().maxValue(6).name("Conv1_relu"));
    int block = 0;
    for (int[] stage : STAGES) {
      long filters = multipleOf8((long) (stage[0] * alpha));
      for (int i = 0; i < stage[2]; i++) {
        x = block(x, filters, i == 0 ? stage[1] : 1, block++);
      }
    }
    long last = alpha > 1 ? multipleOf8(1280 * alpha) : 1280;
    return x.then(conv2d(last, 1).useBias(false).name("Conv_1"))
        .then(normalized("Conv_1_bn"))
        .then(relu().maxValue(6).name("out_relu"));
  }

  /** Expands, applies a depthwise convolution, and projects. */
  private static Tensor block(Tensor given, long filters, long strides, int number) {
    String name = number == 0 ? "expanded_conv_" : "block_" + number + "_";
    long channels = given.shape()[2];
    Tensor x = given;
    if (number > 0) {
      x = x.then(conv2d(6 * channels, 1).padding(SAME).useBias(false).name(name + "expand"));
      x =
          x.then(normalized(name + "expand_BN"))
              .then(relu().maxValue(6).name(name + "expand_relu"));
    }
    if (strides == 2) {
      x = x.then(halvingPadding(x, 3).name(name + "pad"));
    }
    x =
        x.then(
            depthwiseConv2d(3)
                .strides(strides)
                .padding(strides == 2 ? VALID : SAME)
                .useBias(false)
                .name(name + "depthwise"));
    x = x.then(normalized(name + "depthwise_BN"));
    x = x.then(relu().maxValue(6).name(name + "depthwise_relu"));
    x = x.then(conv2d(filters, 1).padding(SAME).useBias(false).name(name + "project"));
    x = x.then(normalized(name + "project_BN"));
    return channels == filters && strides == 1 ? add().name(name + "add").apply(given, x) : x;
  }

  private static BatchNormalization normalized(String name) {
    return batchNormalization().epsilon(1e-3).momentum(0.999).name(name);
  }

  @Override
  Tensor top(Tensor features) {
    return features.then(globalAveragePooling2d()).then(classifier());
  }

  @Override
  String modelName() {
    return givenName() == null ? sizedName("mobilenetv2", alpha, PUBLISHED_SIZES) : givenName();
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    requirePublished("alpha", alpha, List.of(0.35, 0.5, 0.75, 1.0, 1.3, 1.4));
    String name =
        "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_"
            + alpha
            + "_"
            + publishedSize(PUBLISHED_SIZES)
            + (withTop ? ".h5" : "_no_top.h5");
    return WeightAddress.unchecked("mobilenet_v2", name);
  }
}
