package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.layers.normalization.BatchNormalization;

/**
 * Blocks with residual connections (He et al., 2015); those of the second version normalize before
 * they convolve (He et al., 2016).
 */
public final class ResNet extends Application<ResNet> {
  private static final double EPSILON = 1.001e-5;

  private final String model;
  private final boolean normalizesFirst;
  private final int[] blocks;
  private final String[] checksums;

  private ResNet(String model, boolean normalizesFirst, int[] blocks, String... checksums) {
    super(model, normalizesFirst ? Preprocessing.TF : Preprocessing.CAFFE, 224, 32);
    this.model = model;
    this.normalizesFirst = normalizesFirst;
    this.blocks = blocks;
    this.checksums = checksums;
  }

  /** Keras' {@code ResNet50}. */
  public static ResNet resNet50() {
    return new ResNet(
        "resnet50",
        false,
        new int[] {3, 4, 6, 3},
        "2cb95161c43110f7111970584f804107",
        "4d473c1dd8becc155b73f8504c6f6626");
  }

  /** Keras' {@code ResNet101}. */
  public static ResNet resNet101() {
    return new ResNet(
        "resnet101",
        false,
        new int[] {3, 4, 23, 3},
        "f1aeb4b969a6efcfb50fad2f0c20cfc5",
        "88cf7a10940856eca736dc7b7e228a21");
  }

  /** Keras' {@code ResNet152}. */
  public static ResNet resNet152() {
    return new ResNet(
        "resnet152",
        false,
        new int[] {3, 8, 36, 3},
        "100835be76be38e30d865e96f2aaae62",
        "ee4c566cf9a93f14d82f913c2dc6dd0c");
  }

  /** Keras' {@code ResNet50V2}. */
  public static ResNet resNet50V2() {
    return new ResNet(
        "resnet50v2",
        true,
        new int[] {3, 4, 6, 3},
        "3ef43a0b657b3be2300d5770ece849e0",
        "fac2f116257151a9d068a22e544a4917");
  }

  /** Keras' {@code ResNet101V2}. */
  public static ResNet resNet101V2() {
    return new ResNet(
        "resnet101v2",
        true,
        new int[] {3, 4, 23, 3},
        "6343647c601c52e1368623803854d971",
        "c0ed64b8031c3730f411d2eb4eea35b5");
  }

  /** Keras' {@code ResNet152V2}. */
  public static ResNet resNet152V2() {
    return new ResNet(
        "resnet152v2",
        true,
        new int[] {3, 8, 36, 3},
        "a49b44d1979771252814e80f8ec446f9",
        "ed17cf2e0169df9d443503ef94b23b33");
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x = image.then(zeroPadding2d(3).name("conv1_pad"));
    x = x.then(conv2d(64, 7).strides(2).name("conv1_conv"));
    if (!normalizesFirst) {
      x = activated(x, "conv1");
    }
    x = x.then(zeroPadding2d(1).name("pool1_pad"));
    x = x.then(maxPooling2d(3).strides(2).name("pool1_pool"));
    long filters = 64;
    for (int stack = 0; stack < blocks.length; stack++) {
      String name = "conv" + (stack + 2);
      x =
          normalizesFirst
              ? secondVersion(x, filters, blocks[stack], stack == 3 ? 1 : 2, name)
              : firstVersion(x, filters, blocks[stack], stack == 0 ? 1 : 2, name);
      filters *= 2;
    }
    return normalizesFirst ? activated(x, "post") : x;
  }

  /** Halves the size in the first block. */
  private static Tensor firstVersion(Tensor x, long filters, int count, long strides, String name) {
    for (int block = 1; block <= count; block++) {
      x = block(x, filters, block == 1 ? strides : 1, block == 1, name + "_block" + block);
    }
    return x;
  }

  private static Tensor block(Tensor x, long filters, long strides, boolean projects, String name) {
    Tensor given = x;
    if (projects) {
      given = x.then(conv2d(4 * filters, 1).strides(strides).name(name + "_0_conv"));
      given = given.then(normalized(name + "_0_bn"));
    }
    x = activated(x.then(conv2d(filters, 1).strides(strides).name(name + "_1_conv")), name + "_1");
    x = activated(x.then(conv2d(filters, 3).padding(SAME).name(name + "_2_conv")), name + "_2");
    x = x.then(conv2d(4 * filters, 1).name(name + "_3_conv")).then(normalized(name + "_3_bn"));
    return add().name(name + "_add").apply(given, x).then(activation(RELU).name(name + "_out"));
  }

  /** Halves the size in the last block. */
  private static Tensor secondVersion(
      Tensor x, long filters, int count, long strides, String name) {
    for (int block = 1; block <= count; block++) {
      long step = block == count ? strides : 1;
      x = normalizingBlock(x, filters, step, block == 1, name + "_block" + block);
    }
    return x;
  }

  private static Tensor normalizingBlock(
      Tensor given, long filters, long strides, boolean projects, String name) {
    Tensor activated = activated(given, name + "_preact");
    Tensor kept = given;
    if (projects) {
      kept = activated.then(conv2d(4 * filters, 1).strides(strides).name(name + "_0_conv"));
    } else if (strides > 1) {
      kept = given.then(maxPooling2d(1).strides(strides));
    }
    Tensor x = activated.then(conv2d(filters, 1).useBias(false).name(name + "_1_conv"));
    x = activated(x, name + "_1").then(zeroPadding2d(1).name(name + "_2_pad"));
    x = x.then(conv2d(filters, 3).strides(strides).useBias(false).name(name + "_2_conv"));
    x = activated(x, name + "_2").then(conv2d(4 * filters, 1).name(name + "_3_conv"));
    return add().name(name + "_out").apply(kept, x);
  }

  private static Tensor activated(Tensor x, String name) {
    return x.then(normalized(name + "_bn")).then(activation(RELU).name(name + "_relu"));
  }

  private static BatchNormalization normalized(String name) {
    return normalizedChannels(name).epsilon(EPSILON);
  }

  @Override
  boolean namesPooling() {
    return true;
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    return WeightAddress.of(
        "resnet", WeightAddress.converted(model, withTop), checksums[withTop ? 0 : 1]);
  }
}
