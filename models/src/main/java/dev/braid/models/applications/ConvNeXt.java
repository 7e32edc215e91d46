package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Layer;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.layers.normalization.LayerNormalization;

/** Convolutional blocks that are built like those of transformers (Liu et al., 2022). */
public final class ConvNeXt extends Application<ConvNeXt> {
  private static final double SCALE = 1e-6;

  private final String model;
  private final int[] depths;
  private final long[] filters;
  private final String[] checksums;
  private boolean includePreprocessing = true;

  private ConvNeXt(String model, int blocks, long filters, String... checksums) {
    super(model, Preprocessing.NONE, 224, 32);
    this.model = model;
    this.depths = new int[] {3, 3, blocks, 3};
    this.filters = new long[] {filters, 2 * filters, 4 * filters, 8 * filters};
    this.checksums = checksums;
  }

  /** Keras' {@code ConvNeXtTiny}. */
  public static ConvNeXt convNeXtTiny() {
    return new ConvNeXt(
        "convnext_tiny",
        9,
        96,
        "8ae6e78ce2933352b1ef4008e6dd2f17bc40771563877d156bc6426c7cf503ff",
        "d547c096cabd03329d7be5562c5e14798aa39ed24b474157cef5e85ab9e49ef1");
  }

  /** Keras' {@code ConvNeXtSmall}. */
  public static ConvNeXt convNeXtSmall() {
    return new ConvNeXt(
        "convnext_small",
        27,
        96,
        "ce1277d8f1ee5a0ef0e171469089c18f5233860ceaf9b168049cb9263fd7483c",
        "6fc8009faa2f00c1c1dfce59feea9b0745eb260a7dd11bee65c8e20843da6eab");
  }

  /** Keras' {@code ConvNeXtBase}. */
  public static ConvNeXt convNeXtBase() {
    return new ConvNeXt(
        "convnext_base",
        27,
        128,
        "52cbb006d3dadd03f6e095a8ca1aca47aecdd75acb4bc74bce1f5c695d0086e6",
        "40a20c5548a5e9202f69735ecc06c990e6b7c9d2de39f0361e27baeb24cb7c45");
  }

  /** Keras' {@code ConvNeXtLarge}. */
  public static ConvNeXt convNeXtLarge() {
    return new ConvNeXt(
        "convnext_large",
        27,
        192,
        "070c5ed9ed289581e477741d3b34beffa920db8cf590899d6d2c67fba2a198a6",
        "96f02b6f0753d4f543261bc9d09bed650f24dd6bc02ddde3066135b63d23a1cd");
  }

  /** Keras' {@code ConvNeXtXLarge}. */
  public static ConvNeXt convNeXtXLarge() {
    return new ConvNeXt(
        "convnext_xlarge",
        27,
        256,
        "c1f5ccab661354fc3a79a10fa99af82f0fbf10ec65cb894a3ae0815f17a889ee",
        "de3f8a54174130e0cecdc71583354753d557fcf1f4487331558e2a16ba0cfe05");
  }

  /** Sets whether the model normalizes pixels from 0 to 255; otherwise it expects them so. */
  public ConvNeXt includePreprocessing(boolean on) {
    return with(copy -> copy.includePreprocessing = on);
  }

  @Override
  Tensor features(Tensor image) {
    String name = modelName();
    Tensor x = image;
    if (includePreprocessing && image.shape()[2] == 3) {
      double[] mean = {0.485 * 255, 0.456 * 255, 0.406 * 255};
      double[] variance = {squared(0.229 * 255), squared(0.224 * 255), squared(0.225 * 255)};
      x = x.then(normalization(mean, variance).name(name + "_prestem_normalization"));
    }
    for (int stage = 0; stage < depths.length; stage++) {
      x = stage == 0 ? stem(x, name) : halved(x, stage, name);
      for (int block = 0; block < depths[stage]; block++) {
        x = block(x, filters[stage], name + "_stage_" + stage + "_block_" + block + "_");
      }
    }
    return x;
  }

  private static double squared(double number) {
    return number * number;
  }

  private Tensor stem(Tensor x, String name) {
    return chain(
        x,
        name + "_stem",
        conv2d(filters[0], 4).strides(4).name(name + "_stem_conv"),
        normalized().name(name + "_stem_layernorm"));
  }

  private Tensor halved(Tensor x, int stage, String name) {
    String number = "_" + (stage - 1);
    return chain(
        x,
        name + "_downsampling_block" + number,
        normalized().name(name + "_downsampling_layernorm" + number),
        conv2d(filters[stage], 2).strides(2).name(name + "_downsampling_conv" + number));
  }

  /** Two layers as a model inside the model. */
  private static Tensor chain(Tensor x, String name, Layer first, Layer second) {
    Tensor inside = input("input_layer", x.shape());
    return x.then(Model.inputs(inside).outputs(inside.then(first).then(second)).name(name));
  }

  private static Tensor block(Tensor given, long filters, String name) {
    Tensor x =
        given.then(conv2d(filters, 7).padding(SAME).groups(filters).name(name + "depthwise_conv"));
    x = x.then(normalized().name(name + "layernorm"));
    x = x.then(dense(4 * filters).name(name + "pointwise_conv_1"));
    x = x.then(activation(GELU).name(name + "gelu"));
    x = x.then(dense(filters).name(name + "pointwise_conv_2"));
    x = x.then(layerScale(SCALE, filters).name(name + "layer_scale"));
    return given.plus(x.then(activation(LINEAR).name(name + "identity")));
  }

  private static LayerNormalization normalized() {
    return layerNormalization().epsilon(1e-6);
  }

  @Override
  Tensor top(Tensor features) {
    String name = modelName();
    return features
        .then(globalAveragePooling2d().name(name + "_head_gap"))
        .then(normalized().name(name + "_head_layernorm"))
        .then(classifier().name(name + "_head_dense"));
  }

  @Override
  Tensor pooled(Tensor features) {
    return super.pooled(features).then(normalized());
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    return WeightAddress.of(
        "convnext", model + (withTop ? ".h5" : "_notop.h5"), checksums[withTop ? 0 : 1]);
  }
}
