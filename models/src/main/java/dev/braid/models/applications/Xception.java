package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;

/** Separable convolutions with residual connections (Chollet, 2016). */
public final class Xception extends Application<Xception> {
  private Xception() {
    super("xception", Preprocessing.TF, 299, 71);
  }

  /** Keras' {@code Xception}. */
  public static Xception xception() {
    return new Xception();
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x = image.then(conv2d(32, 3).strides(2).useBias(false).name("block1_conv1"));
    x = activated(normalized(x, "block1_conv1"), "block1_conv1");
    x = x.then(conv2d(64, 3).useBias(false).name("block1_conv2"));
    x = activated(normalized(x, "block1_conv2"), "block1_conv2");
    x = shrinking(x, "block2", 128, 128);
    x = shrinking(x, "block3", 256, 256);
    x = shrinking(x, "block4", 728, 728);
    for (int block = 5; block <= 12; block++) {
      Tensor given = x;
      for (int i = 1; i <= 3; i++) {
        String name = "block" + block + "_sepconv" + i;
        x = separable(activated(x, name), 728, name);
      }
      x = add(x, given);
    }
    x = shrinking(x, "block13", 728, 1024);
    x = activated(separable(x, 1536, "block14_sepconv1"), "block14_sepconv1");
    return activated(separable(x, 2048, "block14_sepconv2"), "block14_sepconv2");
  }

  /** Two separable convolutions and pooling, beside a convolution with strides. */
  private static Tensor shrinking(Tensor given, String block, long first, long second) {
    Tensor residual = given.then(conv2d(second, 1).strides(2).padding(SAME).useBias(false));
    residual = residual.then(batchNormalization());
    boolean isActivated = block.equals("block2");
    Tensor x = isActivated ? given : activated(given, block + "_sepconv1");
    x = separable(x, first, block + "_sepconv1");
    x = separable(activated(x, block + "_sepconv2"), second, block + "_sepconv2");
    x = x.then(maxPooling2d(3).strides(2).padding(SAME).name(block + "_pool"));
    return add(x, residual);
  }

  private static Tensor separable(Tensor x, long filters, String name) {
    return normalized(
        x.then(separableConv2d(filters, 3).padding(SAME).useBias(false).name(name)), name);
  }

  private static Tensor normalized(Tensor x, String name) {
    return x.then(batchNormalization().name(name + "_bn"));
  }

  private static Tensor activated(Tensor x, String name) {
    return x.then(activation(RELU).name(name + "_act"));
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    return WeightAddress.of(
        "xception",
        WeightAddress.converted("xception", withTop),
        withTop ? "0a58e3b7378bc2990ea3b43d5981f1f6" : "b0042744bf5b25fce3cb969f33bebb97");
  }
}
