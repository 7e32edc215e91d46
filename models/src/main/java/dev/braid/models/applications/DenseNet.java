package dev.braid.models.vision;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Blocks in which each layer receives the outputs of all earlier layers (Huang et al., 2016). */
public final class DenseNet {
  private static final double EPSILON = 1.001e-5;
  private static final long GROWTH = 32;

  private DenseNet() {}

  /**
   * Builds DenseNet121 with the names of {@code keras.applications}, so that its weights can be
   * loaded.
   */
  public static Model denseNet121(long height, long width, long channels, long classes) {
    Tensor image = input("input_layer", height, width, channels);
    Tensor x = image.then(zeroPadding2d(3));
    x = x.then(conv2d(64, 7).strides(2).useBias(false).name("conv1_conv"));
    x = normalized(x, "conv1_bn", "conv1_relu").then(zeroPadding2d(1));
    x = x.then(maxPooling2d(3).strides(2).name("pool1"));
    int[] layers = {6, 12, 24, 16};
    for (int block = 0; block < layers.length; block++) {
      x = block(x, layers[block], "conv" + (block + 2));
      if (block < layers.length - 1) {
        x = transition(x, "pool" + (block + 2));
      }
    }
    Tensor label =
        normalized(x, "bn", "relu")
            .then(globalAveragePooling2d().name("avg_pool"))
            .then(dense(classes, SOFTMAX).name("predictions"));
    return Model.inputs(image).outputs(label).name("densenet121");
  }

  private static Tensor block(Tensor x, int layers, String block) {
    for (int layer = 1; layer <= layers; layer++) {
      String name = block + "_block" + layer;
      Tensor out = normalized(x, name + "_0_bn", name + "_0_relu");
      out = out.then(conv2d(4 * GROWTH, 1).useBias(false).name(name + "_1_conv"));
      out = normalized(out, name + "_1_bn", name + "_1_relu");
      out = out.then(conv2d(GROWTH, 3).padding(SAME).useBias(false).name(name + "_2_conv"));
      x = concatenate().name(name + "_concat").apply(x, out);
    }
    return x;
  }

  /** Halves the channels and the size. */
  private static Tensor transition(Tensor x, String name) {
    long channels = x.shape()[2] / 2;
    return normalized(x, name + "_bn", name + "_relu")
        .then(conv2d(channels, 1).useBias(false).name(name + "_conv"))
        .then(averagePooling2d(2).name(name + "_pool"));
  }

  private static Tensor normalized(Tensor x, String normalization, String activation) {
    return x.then(batchNormalization().epsilon(EPSILON).name(normalization))
        .then(activation(RELU).name(activation));
  }
}
