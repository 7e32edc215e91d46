package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.layers.normalization.BatchNormalization;
import java.util.List;
import java.util.Map;

/**
 * Inverted residual blocks found by a search, with squeeze and excitation (Howard et al., 2019).
 */
public final class MobileNetV3 extends Application<MobileNetV3> {
  private static final List<Block> SMALL =
      List.of(
          new Block(1, 16, 3, 2, true, false),
          new Block(72.0 / 16, 24, 3, 2, false, false),
          new Block(88.0 / 24, 24, 3, 1, false, false),
          new Block(4, 40, 5, 2, true, true),
          new Block(6, 40, 5, 1, true, true),
          new Block(6, 40, 5, 1, true, true),
          new Block(3, 48, 5, 1, true, true),
          new Block(3, 48, 5, 1, true, true),
          new Block(6, 96, 5, 2, true, true),
          new Block(6, 96, 5, 1, true, true),
          new Block(6, 96, 5, 1, true, true));

  private static final List<Block> LARGE =
      List.of(
          new Block(1, 16, 3, 1, false, false),
          new Block(4, 24, 3, 2, false, false),
          new Block(3, 24, 3, 1, false, false),
          new Block(3, 40, 5, 2, true, false),
          new Block(3, 40, 5, 1, true, false),
          new Block(3, 40, 5, 1, true, false),
          new Block(6, 80, 3, 2, false, true),
          new Block(2.5, 80, 3, 1, false, true),
          new Block(2.3, 80, 3, 1, false, true),
          new Block(2.3, 80, 3, 1, false, true),
          new Block(6, 112, 3, 1, true, true),
          new Block(6, 112, 3, 1, true, true),
          new Block(6, 160, 5, 2, true, true),
          new Block(6, 160, 5, 1, true, true),
          new Block(6, 160, 5, 1, true, true));

  /** The checksums of the published files, with and without classifier. */
  private static final Map<String, List<String>> PUBLISHED =
      Map.of(
          "large_224_0.75_float",
          List.of("765b44a33ad4005b3ac83185abf1d0eb", "40af19a13ebea4e2ee0c676887f69a2e"),
          "large_224_1.0_float",
          List.of("59e551e166be033d707958cf9e29a6a7", "07fb09a5933dd0c8eaafa16978110389"),
          "large_minimalistic_224_1.0_float",
          List.of("675e7b876c45c57e9e63e6d90a36599c", "ec5221f64a2f6d1ef965a614bdae7973"),
          "small_224_0.75_float",
          List.of("cb65d4e5be93758266aa0a7f2c6708b7", "ebdb5cc8e0b497cd13a7c275d475c819"),
          "small_224_1.0_float",
          List.of("8768d4c2e7dee89b9d02b2d03d65d862", "d3e8ec802a04aa4fc771ee12a9a9b836"),
          "small_minimalistic_224_1.0_float",
          List.of("99cd97fb2fcdad2bf028eb838de69e37", "cde8136e733e811080d9fcd8a252f7e4"));

  private final String size;
  private final List<Block> blocks;
  private final long lastFilters;
  private double alpha = 1;
  private boolean minimalistic;
  private double dropoutRate = 0.2;
  private boolean includePreprocessing = true;

  /**
   * One block.
   *
   * @param expansion the factor of the expanded channels
   * @param squeezes whether it weights its channels by squeeze and excitation
   * @param hardSwish whether its activation is hard swish and not relu
   */
  private record Block(
      double expansion,
      long filters,
      long kernel,
      long strides,
      boolean squeezes,
      boolean hardSwish) {}

  private MobileNetV3(String name, String size, List<Block> blocks, long lastFilters) {
    super(name, Preprocessing.NONE, 224, 32);
    this.size = size;
    this.blocks = blocks;
    this.lastFilters = lastFilters;
  }

  /** Keras' {@code MobileNetV3Small}. */
  public static MobileNetV3 mobileNetV3Small() {
    return new MobileNetV3("MobileNetV3Small", "small", SMALL, 1024);
  }

  /** Keras' {@code MobileNetV3Large}. */
  public static MobileNetV3 mobileNetV3Large() {
    return new MobileNetV3("MobileNetV3Large", "large", LARGE, 1280);
  }

  /** Sets the width: the factor by which each layer's number of filters is multiplied. */
  public MobileNetV3 alpha(double factor) {
    requirePositive("alpha", factor);
    return with(copy -> copy.alpha = factor);
  }

  /** Sets whether the model does without 5 by 5 kernels, hard swish, squeeze and excitation. */
  public MobileNetV3 minimalistic(boolean on) {
    return with(copy -> copy.minimalistic = on);
  }

  /** Sets the rate of the dropout before the classifier. */
  public MobileNetV3 dropoutRate(double rate) {
    requireRate("dropoutRate", rate);
    return with(copy -> copy.dropoutRate = rate);
  }

  /** Sets whether the model converts pixels from 0 to 255; otherwise it expects -1 to 1. */
  public MobileNetV3 includePreprocessing(boolean on) {
    return with(copy -> copy.includePreprocessing = on);
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x = includePreprocessing ? image.then(rescaling(1 / 127.5, -1)) : image;
    x = x.then(conv2d(16, 3).strides(2).padding(SAME).useBias(false).name("conv"));
    x = activated(x.then(normalized("conv_bn")), true);
    for (int i = 0; i < blocks.size(); i++) {
      x = block(x, blocks.get(i), i);
    }
    long last = multipleOf8(x.shape()[2] * 6);
    x = x.then(conv2d(last, 1).padding(SAME).useBias(false).name("conv_1"));
    return activated(x.then(normalized("conv_1_bn")), true);
  }

  private Tensor block(Tensor given, Block block, int number) {
    String name = number == 0 ? "expanded_conv_" : "expanded_conv_" + number + "_";
    long channels = given.shape()[2];
    long expanded = multipleOf8(channels * block.expansion());
    long filters = multipleOf8(block.filters() * alpha);
    long kernel = minimalistic ? 3 : block.kernel();
    Tensor x = given;
    if (number > 0) {
      x = x.then(conv2d(expanded, 1).padding(SAME).useBias(false).name(name + "expand"));
      x = activated(x.then(normalized(name + "expand_bn")), block.hardSwish());
    }
    if (block.strides() == 2) {
      x = x.then(halvingPadding(x, kernel).name(name + "depthwise_pad"));
    }
    x =
        x.then(
            depthwiseConv2d(kernel)
                .strides(block.strides())
                .padding(block.strides() == 1 ? SAME : VALID)
                .useBias(false)
                .name(name + "depthwise"));
    x = activated(x.then(normalized(name + "depthwise_bn")), block.hardSwish());
    if (block.squeezes() && !minimalistic) {
      x = excited(x, expanded, name + "squeeze_excite_");
    }
    x = x.then(conv2d(filters, 1).padding(SAME).useBias(false).name(name + "project"));
    x = x.then(normalized(name + "project_bn"));
    return block.strides() == 1 && channels == filters
        ? add().name(name + "add").apply(given, x)
        : x;
  }

  /** Weights the channels by factors that are computed from their means. */
  private static Tensor excited(Tensor x, long channels, String name) {
    Tensor factors = x.then(globalAveragePooling2d().keepdims(true).name(name + "avg_pool"));
    factors =
        factors.then(conv2d(multipleOf8(channels * 0.25), 1).padding(SAME).name(name + "conv"));
    factors = factors.then(relu().name(name + "relu"));
    factors = factors.then(conv2d(channels, 1).padding(SAME).name(name + "conv_1"));
    factors = factors.plus(3.0).then(relu().maxValue(6)).times(1.0 / 6.0);
    return multiply().name(name + "mul").apply(x, factors);
  }

  private Tensor activated(Tensor x, boolean hardSwish) {
    return x.then(hardSwish && !minimalistic ? activation(HARD_SWISH) : relu());
  }

  private static BatchNormalization normalized(String name) {
    return batchNormalization().epsilon(1e-3).momentum(0.999).name(name);
  }

  @Override
  Tensor top(Tensor features) {
    long filters = alpha > 1 ? multipleOf8(lastFilters * alpha) : lastFilters;
    Tensor x = features.then(globalAveragePooling2d().keepdims(true));
    x = activated(x.then(conv2d(filters, 1).padding(SAME).name("conv_2")), true);
    if (dropoutRate > 0) {
      x = x.then(dropout(dropoutRate));
    }
    return x.then(conv2d(classes(), 1).padding(SAME).name("logits"))
        .then(flatten())
        .then(activation(classifierActivation()).name("predictions"));
  }

  @Override
  boolean namesPooling() {
    return true;
  }

  @Override
  boolean acceptsAnySizeWithTop() {
    return true;
  }

  @Override
  long[] shape() {
    return givenShape() == null ? new long[] {ANY, ANY, 3} : givenShape();
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    requirePublished("alpha", alpha, minimalistic ? List.of(1.0) : List.of(0.75, 1.0));
    String name = size + (minimalistic ? "_minimalistic" : "") + "_224_" + alpha + "_float";
    return WeightAddress.of(
        "mobilenet_v3",
        "weights_mobilenet_v3_" + name + (withTop ? ".h5" : "_no_top_v2.h5"),
        PUBLISHED.get(name).get(withTop ? 0 : 1));
  }
}
