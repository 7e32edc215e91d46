package dev.braid.models.vision;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Blocks with residual connections (He et al., 2015). */
public final class ResNet {
  private static final double EPSILON = 1.001e-5;

  private ResNet() {}

  /**
   * Builds the small model of the paper, for images like those of CIFAR-10; 20 layers with weights.
   */
  public static Model resNet20(long height, long width, long channels, long classes) {
    Tensor image = input("image", height, width, channels);
    Tensor x = plain(image, 16, 1).then(activation(RELU));
    for (long filters : new long[] {16, 32, 64}) {
      for (int block = 0; block < 3; block++) {
        boolean shrinks = block == 0 && filters > 16;
        Tensor found = plain(x, filters, shrinks ? 2 : 1).then(activation(RELU));
        found = plain(found, filters, 1);
        Tensor given = shrinks ? x.then(conv2d(filters, 1).strides(2)) : x;
        x = add(given, found).then(activation(RELU));
      }
    }
    Tensor label = x.then(globalAveragePooling2d()).then(dense(classes, SOFTMAX).name("label"));
    return Model.inputs(image).outputs(label).name("resnet20");
  }

  private static Tensor plain(Tensor x, long filters, long strides) {
    return x.then(conv2d(filters, 3).strides(strides).padding(SAME).kernelInitializer(heNormal()))
        .then(batchNormalization());
  }

  /**
   * Builds ResNet50 with the names of {@code keras.applications}, so that its weights can be
   * loaded.
   */
  public static Model resNet50(long height, long width, long channels, long classes) {
    Tensor image = input("input_layer", height, width, channels);
    Tensor x = image.then(zeroPadding2d(3).name("conv1_pad"));
    x = x.then(conv2d(64, 7).strides(2).name("conv1_conv"));
    x = normalized(x, "conv1_bn").then(activation(RELU).name("conv1_relu"));
    x = x.then(zeroPadding2d(1).name("pool1_pad"));
    x = x.then(maxPooling2d(3).strides(2).name("pool1_pool"));
    x = stack(x, 64, 3, 1, "conv2");
    x = stack(x, 128, 4, 2, "conv3");
    x = stack(x, 256, 6, 2, "conv4");
    x = stack(x, 512, 3, 2, "conv5");
    Tensor label =
        x.then(globalAveragePooling2d().name("avg_pool"))
            .then(dense(classes, SOFTMAX).name("predictions"));
    return Model.inputs(image).outputs(label).name("resnet50");
  }

  private static Tensor stack(Tensor x, long filters, int blocks, long strides, String name) {
    for (int block = 1; block <= blocks; block++) {
      x = bottleneck(x, filters, block == 1 ? strides : 1, block == 1, name + "_block" + block);
    }
    return x;
  }

  private static Tensor bottleneck(
      Tensor x, long filters, long strides, boolean projects, String name) {
    Tensor given = x;
    if (projects) {
      given = x.then(conv2d(4 * filters, 1).strides(strides).name(name + "_0_conv"));
      given = normalized(given, name + "_0_bn");
    }
    x = x.then(conv2d(filters, 1).strides(strides).name(name + "_1_conv"));
    x = normalized(x, name + "_1_bn").then(activation(RELU).name(name + "_1_relu"));
    x = x.then(conv2d(filters, 3).padding(SAME).name(name + "_2_conv"));
    x = normalized(x, name + "_2_bn").then(activation(RELU).name(name + "_2_relu"));
    x = normalized(x.then(conv2d(4 * filters, 1).name(name + "_3_conv")), name + "_3_bn");
    return add().name(name + "_add").apply(given, x).then(activation(RELU).name(name + "_out"));
  }

  private static Tensor normalized(Tensor x, String name) {
    return x.then(batchNormalization().epsilon(EPSILON).name(name));
  }
}
