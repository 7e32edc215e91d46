package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;

/** Blocks in which each layer receives the outputs of all earlier layers (Huang et al., 2016). */
public final class DenseNet extends Application<DenseNet> {
  private static final double EPSILON = 1.001e-5;
  private static final long GROWTH = 32;

  private final String model;
  private final int[] layers;
  private final String[] checksums;

  private DenseNet(String model, int[] layers, String... checksums) {
    super(model, Preprocessing.TORCH, 224, 32);
    this.model = model;
    this.layers = layers;
    this.checksums = checksums;
  }

  /** Keras' {@code DenseNet121}. */
  public static DenseNet denseNet121() {
    return new DenseNet(
        "densenet121",
        new int[] {6, 12, 24, 16},
        "9d60b8095a5708f2dcce2bca79d332c7",
        "30ee3e1110167f948a6b9946edeeb738");
  }

  /** Keras' {@code DenseNet169}. */
  public static DenseNet denseNet169() {
    return new DenseNet(
        "densenet169",
        new int[] {6, 12, 32, 32},
        "d699b8f76981ab1b30698df4c175e90b",
        "b8c4d4c20dd625c148057b9ff1c1176b");
  }

  /** Keras' {@code DenseNet201}. */
  public static DenseNet denseNet201() {
    return new DenseNet(
        "densenet201",
        new int[] {6, 12, 48, 32},
        "1ceb130c1ea1b78c3bf6114dbdfd8807",
        "c13680b51ded0fb44dff2d8f86ac8bb1");
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x = image.then(zeroPadding2d(3));
    x = x.then(conv2d(64, 7).strides(2).useBias(false).name("conv1_conv"));
    x = normalized(x, "conv1_bn", "conv1_relu").then(zeroPadding2d(1));
    x = x.then(maxPooling2d(3).strides(2).name("pool1"));
    for (int block = 0; block < layers.length; block++) {
      x = block(x, layers[block], "conv" + (block + 2));
      if (block < layers.length - 1) {
        x = transition(x, "pool" + (block + 2));
      }
    }
    return normalized(x, "bn", "relu");
  }

  private static Tensor block(Tensor x, int layers, String block) {
    for (int layer = 1; layer <= layers; layer++) {
      String name = block + "_block" + layer;
      Tensor out = normalized(x, name + "_0_bn", name + "_0_relu");
      out = out.then(conv2d(4 * GROWTH, 1).useBias(false).name(name + "_1_conv"));
      out = normalized(out, name + "_1_bn", name + "_1_relu");
      out = out.then(conv2d(GROWTH, 3).padding(SAME).useBias(false).name(name + "_2_conv"));
      x = concatenate(3).name(name + "_concat").apply(x, out);
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
    return x.then(normalizedChannels(normalization).epsilon(EPSILON))
        .then(activation(RELU).name(activation));
  }

  @Override
  boolean namesPooling() {
    return true;
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    return WeightAddress.of(
        "densenet", WeightAddress.converted(model, withTop), checksums[withTop ? 0 : 1]);
  }
}
