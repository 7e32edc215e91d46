package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.layers.convolutional.Conv2D;
import dev.braid.layers.normalization.BatchNormalization;
import java.util.List;

/** EfficientNet with blocks that train faster (Tan and Le, 2021). */
public final class EfficientNetV2 extends Application<EfficientNetV2> {
  private static final double DROP_RATE = 0.2;
  private static final double DROPOUT_RATE = 0.2;

  private static final List<Stage> B =
      List.of(
          new Stage(true, 1, 32, 16, 1, 1),
          new Stage(true, 2, 16, 32, 4, 2),
          new Stage(true, 2, 32, 48, 4, 2),
          new Stage(false, 3, 48, 96, 4, 2),
          new Stage(false, 5, 96, 112, 6, 1),
          new Stage(false, 8, 112, 192, 6, 2));

  private static final List<Stage> S =
      List.of(
          new Stage(true, 2, 24, 24, 1, 1),
          new Stage(true, 4, 24, 48, 4, 2),
          new Stage(true, 4, 48, 64, 4, 2),
          new Stage(false, 6, 64, 128, 4, 2),
          new Stage(false, 9, 128, 160, 6, 1),
          new Stage(false, 15, 160, 256, 6, 2));

  private static final List<Stage> M =
      List.of(
          new Stage(true, 3, 24, 24, 1, 1),
          new Stage(true, 5, 24, 48, 4, 2),
          new Stage(true, 5, 48, 80, 4, 2),
          new Stage(false, 7, 80, 160, 4, 2),
          new Stage(false, 14, 160, 176, 6, 1),
          new Stage(false, 18, 176, 304, 6, 2),
          new Stage(false, 5, 304, 512, 6, 1));

  private static final List<Stage> L =
      List.of(
          new Stage(true, 4, 32, 32, 1, 1),
          new Stage(true, 7, 32, 64, 4, 2),
          new Stage(true, 7, 64, 96, 4, 2),
          new Stage(false, 10, 96, 192, 4, 2),
          new Stage(false, 19, 192, 224, 6, 1),
          new Stage(false, 25, 224, 384, 6, 2),
          new Stage(false, 7, 384, 640, 6, 1));

  private final String model;
  private final List<Stage> stages;
  private final double width;
  private final double depth;
  private final String[] checksums;
  private boolean includePreprocessing = true;

  /**
   * Blocks of one kind.
   *
   * @param fused whether one convolution expands and convolves
   */
  private record Stage(
      boolean fused, int repeats, long input, long output, long expansion, long strides) {}

  private EfficientNetV2(
      String model,
      List<Stage> stages,
      double width,
      double depth,
      long size,
      String... checksums) {
    super(model, Preprocessing.NONE, size, 32);
    this.model = model;
    this.stages = stages;
    this.width = width;
    this.depth = depth;
    this.checksums = checksums;
  }

  /** Keras' {@code EfficientNetV2B0}. */
  public static EfficientNetV2 efficientNetV2B0() {
    return new EfficientNetV2(
        "efficientnetv2-b0",
        B,
        1.0,
        1.0,
        224,
        "21ecbf6da12460d5c40bb2f29ceb2188",
        "893217f2bb855e2983157299931e43ff");
  }

  /** Keras' {@code EfficientNetV2B1}. */
  public static EfficientNetV2 efficientNetV2B1() {
    return new EfficientNetV2(
        "efficientnetv2-b1",
        B,
        1.0,
        1.1,
        240,
        "069f0534ff22adf035c89e2d9547a9dc",
        "0e80663031ca32d657f9caa404b6ec37");
  }

  /** Keras' {@code EfficientNetV2B2}. */
  public static EfficientNetV2 efficientNetV2B2() {
    return new EfficientNetV2(
        "efficientnetv2-b2",
        B,
        1.1,
        1.2,
        260,
        "424e49f28180edbde1e94797771950a7",
        "1dfe2e7a5d45b6632553a8961ea609eb");
  }

  /** Keras' {@code EfficientNetV2B3}. */
  public static EfficientNetV2 efficientNetV2B3() {
    return new EfficientNetV2(
        "efficientnetv2-b3",
        B,
        1.2,
        1.4,
        300,
        "1f1fc43bd98a6e4fd8fdfd551e02c7a0",
        "f6abf7b5849ac99a89b50dd3fd532856");
  }

  /** Keras' {@code EfficientNetV2S}. */
  public static EfficientNetV2 efficientNetV2S() {
    return new EfficientNetV2(
        "efficientnetv2-s",
        S,
        1.0,
        1.0,
        384,
        "e1d88a8495beba45748fedd0cecbe016",
        "af0682fb74e8c54910f2d4393339c070");
  }

  /** Keras' {@code EfficientNetV2M}. */
  public static EfficientNetV2 efficientNetV2M() {
    return new EfficientNetV2(
        "efficientnetv2-m",
        M,
        1.0,
        1.0,
        480,
        "a3bf6aa3276309f4fc6a34aa114c95cd",
        "1b8dc055df72dde80d614482840fe342");
  }

  /** Keras' {@code EfficientNetV2L}. */
  public static EfficientNetV2 efficientNetV2L() {
    return new EfficientNetV2(
        "efficientnetv2-l",
        L,
        1.0,
        1.0,
        480,
        "27e6d408b53c7ebc868fefa357689935",
        "b0b66b5c863aef5b46e8608fe1711615");
  }

  /**
   * Sets whether the model converts pixels from 0 to 255; otherwise it expects them converted: from
   * -1 to 1 for S, M and L, and as Keras' mode {@code torch} for B0 to B3.
   */
  public EfficientNetV2 includePreprocessing(boolean on) {
    return with(copy -> copy.includePreprocessing = on);
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x = includePreprocessing ? preprocessed(image) : image;
    long first = filters(stages.get(0).input());
    x = x.then(convolution(first, 3).strides(2).name("stem_conv"));
    x = activated(x, "stem_bn", "stem_activation");
    // Keras divides by the number of blocks of a model whose depth is not scaled
    double blocks = stages.stream().mapToInt(Stage::repeats).sum();
    int number = 0;
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      int repeats = (int) Math.ceil(depth * stage.repeats());
      for (int j = 0; j < repeats; j++) {
        String name = "block" + (i + 1) + (char) ('a' + j) + "_";
        x = block(x, stage, j == 0, DROP_RATE * number++ / blocks, name);
      }
    }
    x = x.then(convolution(filters(1280), 1).name("top_conv"));
    return activated(x, "top_bn", "top_activation");
  }

  private Tensor preprocessed(Tensor image) {
    if (stages != B || image.shape()[2] != 3) {
      return image.then(rescaling(1 / 128.0, -1));
    }
    double[] mean = {0.485, 0.456, 0.406};
    double[] variance = {0.229 * 0.229, 0.224 * 0.224, 0.225 * 0.225};
    return image.then(rescaling(1 / 255.0)).then(normalization(mean, variance).axis(3));
  }

  private Tensor block(Tensor given, Stage stage, boolean first, double dropRate, String name) {
    long channels = filters(first ? stage.input() : stage.output());
    long filters = filters(stage.output());
    long strides = first ? stage.strides() : 1;
    Tensor x =
        stage.fused()
            ? fused(given, stage, channels, strides, name)
            : separate(given, stage, channels, strides, name);
    if (strides > 1 || channels != filters) {
      return x;
    }
    if (dropRate > 0) {
      x = x.then(dropout(dropRate).noiseShape(ANY, 1, 1, 1).name(name + "drop"));
    }
    return add().name(name + "add").apply(x, given);
  }

  private Tensor fused(Tensor x, Stage stage, long channels, long strides, String name) {
    if (stage.expansion() == 1) {
      x =
          x.then(
              convolution(filters(stage.output()), 3).strides(strides).name(name + "project_conv"));
      return activated(x, name + "project_bn", name + "project_activation");
    }
    long expanded = channels * stage.expansion();
    x = x.then(convolution(expanded, 3).strides(strides).name(name + "expand_conv"));
    x = activated(x, name + "expand_bn", name + "expand_activation");
    return projected(x, stage, name);
  }

  private Tensor separate(Tensor x, Stage stage, long channels, long strides, String name) {
    x = x.then(convolution(channels * stage.expansion(), 1).name(name + "expand_conv"));
    x = activated(x, name + "expand_bn", name + "expand_activation");
    x =
        x.then(
            depthwiseConv2d(3)
                .strides(strides)
                .padding(SAME)
                .useBias(false)
                .depthwiseInitializer(EfficientNet.KERNEL)
                .name(name + "dwconv2"));
    x = activated(x, name + "bn", name + "activation");
    return projected(EfficientNet.excited(x, channels / 4, name), stage, name);
  }

  private Tensor projected(Tensor x, Stage stage, String name) {
    return x.then(convolution(filters(stage.output()), 1).name(name + "project_conv"))
        .then(normalized(name + "project_bn"));
  }

  private static Conv2D convolution(long filters, long kernel) {
    return conv2d(filters, kernel)
        .padding(SAME)
        .useBias(false)
        .kernelInitializer(EfficientNet.KERNEL);
  }

  private static Tensor activated(Tensor x, String normalization, String activation) {
    return x.then(normalized(normalization)).then(activation(SILU).name(activation));
  }

  private static BatchNormalization normalized(String name) {
    return normalizedChannels(name).momentum(0.9);
  }

  private long filters(long full) {
    return Math.max(8, (long) (full * width + 4) / 8 * 8);
  }

  @Override
  Tensor top(Tensor features) {
    return features
        .then(globalAveragePooling2d().name("avg_pool"))
        .then(dropout(DROPOUT_RATE).name("top_dropout"))
        .then(classifier().kernelInitializer(EfficientNet.CLASSIFIER).biasInitializer(constant(0)));
  }

  @Override
  boolean namesPooling() {
    return true;
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    return WeightAddress.of(
        "efficientnet_v2", model + (withTop ? ".h5" : "_notop.h5"), checksums[withTop ? 0 : 1]);
  }
}
