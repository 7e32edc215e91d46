package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Padding;
import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;
import java.util.List;
import java.util.Map;

/** Depthwise convolutions, each followed by a pointwise one (Howard et al., 2017). */
public final class MobileNet extends Application<MobileNet> {
  /** Filters and strides of the blocks. */
  private static final int[][] BLOCKS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  private static final List<Long> PUBLISHED_SIZES = List.of(128L, 160L, 192L, 224L);
  private static final Map<Double, String> PUBLISHED_WIDTHS =
      Map.of(1.0, "1_0", 0.75, "7_5", 0.5, "5_0", 0.25, "2_5");

  private double alpha = 1;
  private long depthMultiplier = 1;
  private double dropout = 1e-3;

  private MobileNet() {
    super(null, Preprocessing.TF, 224, 32);
  }

  /** Keras' {@code MobileNet}. */
  public static MobileNet mobileNet() {
    return new MobileNet();
  }

  /** Sets the width: the factor by which each layer's number of filters is multiplied. */
  public MobileNet alpha(double factor) {
    requirePositive("alpha", factor);
    return with(copy -> copy.alpha = factor);
  }

  /** Sets how many filters the depthwise convolutions have for each channel. */
  public MobileNet depthMultiplier(long filters) {
    requirePositive("depthMultiplier", filters);
    return with(copy -> copy.depthMultiplier = filters);
  }

  /** Sets the rate of the dropout before the classifier. */
  public MobileNet dropout(double rate) {
    requireRate("dropout", rate);
    return with(copy -> copy.dropout = rate);
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x = image;
    long first = (long) (32 * alpha);
    x = x.then(conv2d(first, 3).strides(2).padding(SAME).useBias(false).name("conv1"));
    x = activated(x, "conv1");
    for (int block = 1; block <= BLOCKS.length; block++) {
      long filters = (long) (BLOCKS[block - 1][0] * alpha);
      int strides = BLOCKS[block - 1][1];
      Padding padding = strides == 1 ? SAME : VALID;
      if (strides == 2) {
        x = x.then(zeroPadding2d(0, 1, 0, 1).name("conv_pad_" + block));
      }
      String depthwise = "conv_dw_" + block;
      x =
          x.then(
              depthwiseConv2d(3)
                  .depthMultiplier(depthMultiplier)
                  .strides(strides)
                  .padding(padding)
                  .useBias(false)
                  .name(depthwise));
      x = activated(x, depthwise);
      String pointwise = "conv_pw_" + block;
      x = x.then(conv2d(filters, 1).padding(SAME).useBias(false).name(pointwise));
      x = activated(x, pointwise);
    }
    return x;
  }

  private static Tensor activated(Tensor x, String name) {
    return x.then(batchNormalization().name(name + "_bn"))
        .then(relu().maxValue(6).name(name + "_relu"));
  }

  @Override
  Tensor top(Tensor features) {
    return features
        .then(globalAveragePooling2d().keepdims(true))
        .then(dev.braid.Braid.dropout(dropout).name("dropout"))
        .then(conv2d(classes(), 1).padding(SAME).name("conv_preds"))
        .then(reshape(classes()).name("reshape_2"))
        .then(activation(classifierActivation()).name("predictions"));
  }

  @Override
  String modelName() {
    return givenName() == null ? sizedName("mobilenet", alpha, PUBLISHED_SIZES) : givenName();
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    requirePublished("alpha", alpha, PUBLISHED_WIDTHS.keySet());
    requirePublished("depthMultiplier", depthMultiplier, List.of(1L));
    String width = PUBLISHED_WIDTHS.get(alpha);
    long size = publishedSize(PUBLISHED_SIZES);
    String end = withTop ? "_tf.h5" : "_tf_no_top.h5";
    return WeightAddress.unchecked("mobilenet", "mobilenet_" + width + "_" + size + end);
  }
}
