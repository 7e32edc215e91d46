package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.layers.convolutional.Conv2D;

/** Inception blocks with residual connections (Szegedy et al., 2016). */
public final class InceptionResNetV2 extends Application<InceptionResNetV2> {
  private InceptionResNetV2() {
    super("inception_resnet_v2", Preprocessing.TF, 299, 75);
  }

  /** Keras' {@code InceptionResNetV2}. */
  public static InceptionResNetV2 inceptionResNetV2() {
    return new InceptionResNetV2();
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x = stem(image);
    for (int block = 1; block <= 10; block++) {
      Tensor single = same(x, 32, 1, 1);
      Tensor once = same(same(x, 32, 1, 1), 32, 3, 3);
      Tensor twice = same(same(same(x, 32, 1, 1), 48, 3, 3), 64, 3, 3);
      x = block(x, "block35_" + block, 0.17, true, single, once, twice);
    }
    Tensor single = shrinking(x, 384);
    Tensor twice = shrinking(same(same(x, 256, 1, 1), 256, 3, 3), 384);
    x = joined("mixed_6a", single, twice, x.then(maxPooling2d(3).strides(2)));
    for (int block = 1; block <= 20; block++) {
      single = same(x, 192, 1, 1);
      Tensor once = same(same(same(x, 128, 1, 1), 160, 1, 7), 192, 7, 1);
      x = block(x, "block17_" + block, 0.1, true, single, once);
    }
    single = shrinking(same(x, 256, 1, 1), 384);
    Tensor once = shrinking(same(x, 256, 1, 1), 288);
    twice = shrinking(same(same(x, 256, 1, 1), 288, 3, 3), 320);
    x = joined("mixed_7a", single, once, twice, x.then(maxPooling2d(3).strides(2)));
    for (int block = 1; block <= 10; block++) {
      boolean isLast = block == 10;
      single = same(x, 192, 1, 1);
      once = same(same(same(x, 192, 1, 1), 224, 1, 3), 256, 3, 1);
      x = block(x, "block8_" + block, isLast ? 1 : 0.2, !isLast, single, once);
    }
    return x.then(conv2d(1536, 1).padding(SAME).useBias(false).name("conv_7b"))
        .then(normalizedChannels("conv_7b_bn").scale(false))
        .then(activation(RELU).name("conv_7b_ac"));
  }

  private static Tensor stem(Tensor image) {
    Tensor x = normalized(image.then(convolution(32, 3, 3).strides(2)));
    x = normalized(x.then(convolution(32, 3, 3)));
    x = same(x, 64, 3, 3).then(maxPooling2d(3).strides(2));
    x = normalized(x.then(convolution(80, 1, 1)));
    x = normalized(x.then(convolution(192, 3, 3))).then(maxPooling2d(3).strides(2));
    Tensor single = same(x, 96, 1, 1);
    Tensor once = same(same(x, 48, 1, 1), 64, 5, 5);
    Tensor twice = same(same(same(x, 64, 1, 1), 96, 3, 3), 96, 3, 3);
    Tensor pooled = same(x.then(averagePooling2d(3).strides(1).padding(SAME)), 64, 1, 1);
    return joined("mixed_5b", single, once, twice, pooled);
  }

  /** Adds a fraction of the branches to the input. */
  private static Tensor block(
      Tensor x, String name, double scale, boolean activates, Tensor... branches) {
    Tensor mixed = joined(name + "_mixed", branches);
    Tensor more = mixed.then(conv2d(x.shape()[2], 1).padding(SAME).name(name + "_conv"));
    Tensor sum = customScaleLayer(scale).apply(x, more);
    return activates ? sum.then(activation(RELU).name(name + "_ac")) : sum;
  }

  private static Tensor joined(String name, Tensor... branches) {
    return concatenate(3).name(name).apply(branches);
  }

  private static Tensor same(Tensor x, long filters, long height, long width) {
    return normalized(x.then(convolution(filters, height, width).padding(SAME)));
  }

  private static Tensor shrinking(Tensor x, long filters) {
    return normalized(x.then(convolution(filters, 3, 3).strides(2)));
  }

  private static Conv2D convolution(long filters, long height, long width) {
    return conv2d(filters, height, width).useBias(false);
  }

  private static Tensor normalized(Tensor x) {
    return x.then(batchNormalization().axis(3).scale(false)).then(activation(RELU));
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    return WeightAddress.of(
        "inception_resnet_v2",
        WeightAddress.converted("inception_resnet_v2", withTop),
        withTop ? "e693bd0210a403b3192acc6073ad2e96" : "d19885ff4a710c122648d3b5c3b684e4");
  }
}
