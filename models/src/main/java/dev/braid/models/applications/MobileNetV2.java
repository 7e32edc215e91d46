package dev.braid.models.vision;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Inverted residual blocks with linear bottlenecks (Sandler et al., 2018). */
public final class MobileNetV2 {
  /** Filters, strides and repeats. */
  private static final int[][] STAGES = {
    {16, 1, 1}, {24, 2, 2}, {32, 2, 3}, {64, 2, 4}, {96, 1, 3}, {160, 2, 3}, {320, 1, 1}
  };

  private MobileNetV2() {}

  /** Builds the model with the default width. */
  public static Model of(long height, long width, long channels, long classes) {
    return of(height, width, channels, classes, 1);
  }

  /**
   * Builds the model with the names of {@code keras.applications}, so that its weights can be
   * loaded.
   *
   * @param alpha the fraction of the filters, such as 0.35
   */
  public static Model of(long height, long width, long channels, long classes, double alpha) {
    Tensor image = input("input_layer", height, width, channels);
    Tensor x = image;
    x = x.then(conv2d(filters(32, alpha), 3).strides(2).padding(SAME).useBias(false).name("Conv1"));
    x = normalized(x, "bn_Conv1").then(relu().maxValue(6).name("Conv1_relu"));
    int block = 0;
    for (int[] stage : STAGES) {
      for (int i = 0; i < stage[2]; i++) {
        x = block(x, filters(stage[0], alpha), i == 0 ? stage[1] : 1, block++);
      }
    }
    long last = alpha > 1 ? filters(1280, alpha) : 1280;
    x = x.then(conv2d(last, 1).useBias(false).name("Conv_1"));
    x = normalized(x, "Conv_1_bn").then(relu().maxValue(6).name("out_relu"));
    Tensor label =
        x.then(globalAveragePooling2d()).then(dense(classes, SOFTMAX).name("predictions"));
    return Model.inputs(image).outputs(label).name("mobilenet_v2");
  }

  /** Expands, applies a depthwise convolution, and projects. */
  private static Tensor block(Tensor given, long filters, long strides, int number) {
    String name = number == 0 ? "expanded_conv_" : "block_" + number + "_";
    long channels = given.shape()[2];
    Tensor x = given;
    if (number > 0) {
      x = x.then(conv2d(6 * channels, 1).padding(SAME).useBias(false).name(name + "expand"));
      x = normalized(x, name + "expand_BN").then(relu().maxValue(6).name(name + "expand_relu"));
    }
    if (strides == 2) {
      long top = x.shape()[0] % 2;
      long left = x.shape()[1] % 2;
      x = x.then(zeroPadding2d(top, 1, left, 1).name(name + "pad"));
    }
    x =
        x.then(
            depthwiseConv2d(3)
                .strides(strides)
                .padding(strides == 2 ? VALID : SAME)
                .useBias(false)
                .name(name + "depthwise"));
    x = normalized(x, name + "depthwise_BN").then(relu().maxValue(6).name(name + "depthwise_relu"));
    x = x.then(conv2d(filters, 1).padding(SAME).useBias(false).name(name + "project"));
    x = normalized(x, name + "project_BN");
    return channels == filters && strides == 1 ? add().name(name + "add").apply(given, x) : x;
  }

  private static Tensor normalized(Tensor x, String name) {
    return x.then(batchNormalization().epsilon(1e-3).momentum(0.999).name(name));
  }

  /** Rounds to a multiple of 8 that is at least 90 % of the number. */
  private static long filters(long full, double alpha) {
    double scaled = (long) (full * alpha);
    long near = Math.max(8, (long) (scaled + 4) / 8 * 8);
    return near < 0.9 * scaled ? near + 8 : near;
  }
}
