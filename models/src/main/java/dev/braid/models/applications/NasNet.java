package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.layers.convolutional.Conv2D;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.pooling.AveragePooling2D;

/** Cells found by a search, of which each receives the outputs of two (Zoph et al., 2017). */
public final class NasNet extends Application<NasNet> {
  private final String size;
  private final long filters;
  private final int blocks;
  private final long stemFilters;
  private final boolean skipsReduction;
  private final String[] checksums;

  private NasNet(
      String name,
      String size,
      long side,
      long filters,
      int blocks,
      long stemFilters,
      boolean skipsReduction,
      String... checksums) {
    super(name, Preprocessing.TF, side, 32);
    this.size = size;
    this.filters = filters;
    this.blocks = blocks;
    this.stemFilters = stemFilters;
    this.skipsReduction = skipsReduction;
    this.checksums = checksums;
  }

  /** Keras' {@code NASNetMobile}. */
  public static NasNet nasNetMobile() {
    return new NasNet(
        "nasnet_mobile",
        "mobile",
        224,
        44,
        4,
        32,
        false,
        "020fb642bf7360b370c678b08e0adf61",
        "1ed92395b5b598bdda52abe5c0dbfd63");
  }

  /** Keras' {@code NASNetLarge}. */
  public static NasNet nasNetLarge() {
    return new NasNet(
        "nasnet_large",
        "large",
        331,
        168,
        6,
        96,
        true,
        "11577c9a518f0070763c2b964a382f17",
        "d81d89dc07e6e56530c4e77faddd61b5");
  }

  /** The output of a cell, and that of the cell before it. */
  private record Cells(Tensor last, Tensor before) {}

  @Override
  long[] shape() {
    boolean hasFixedShape = size.equals("mobile") && givenShape() == null;
    return hasFixedShape ? new long[] {224, 224, 3} : super.shape();
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x =
        image.then(
            conv2d(stemFilters, 3)
                .strides(2)
                .useBias(false)
                .kernelInitializer(heNormal())
                .name("stem_conv1"));
    Cells cells = new Cells(x.then(normalized("stem_bn1")), null);
    cells = reduced(cells, filters / 4, "stem_1");
    cells = reduced(cells, filters / 2, "stem_2");
    for (int group = 0; group < 3; group++) {
      long width = filters << group;
      if (group > 0) {
        Cells reduced = reduced(cells, width, "reduce_" + group * blocks);
        cells = skipsReduction ? new Cells(reduced.last(), cells.before()) : reduced;
      }
      for (int i = 0; i < blocks; i++) {
        int number = group * blocks + i + Math.min(group, 1);
        cells = normal(cells, width, String.valueOf(number));
      }
    }
    return cells.last().then(activation(RELU));
  }

  private static Cells normal(Cells given, long filters, String id) {
    Tensor p = adjusted(given, filters, id);
    Tensor h = given.last().then(activation(RELU));
    h = h.then(pointwise(filters, "normal_conv_1_" + id)).then(normalized("normal_bn_1_" + id));
    Tensor first =
        add()
            .name("normal_add_1_" + id)
            .apply(
                separable(h, filters, 5, 1, "normal_left1_" + id),
                separable(p, filters, 3, 1, "normal_right1_" + id));
    Tensor second =
        add()
            .name("normal_add_2_" + id)
            .apply(
                separable(p, filters, 5, 1, "normal_left2_" + id),
                separable(p, filters, 3, 1, "normal_right2_" + id));
    Tensor third = add().name("normal_add_3_" + id).apply(h.then(average("normal_left3_" + id)), p);
    Tensor fourth =
        add()
            .name("normal_add_4_" + id)
            .apply(p.then(average("normal_left4_" + id)), p.then(average("normal_right4_" + id)));
    Tensor fifth =
        add()
            .name("normal_add_5_" + id)
            .apply(separable(h, filters, 3, 1, "normal_left5_" + id), h);
    Tensor x =
        concatenate().name("normal_concat_" + id).apply(p, first, second, third, fourth, fifth);
    return new Cells(x, given.last());
  }

  /** Halves the size. */
  private static Cells reduced(Cells given, long filters, String id) {
    Tensor p = adjusted(given, filters, id);
    Tensor h = given.last().then(activation(RELU));
    h =
        h.then(pointwise(filters, "reduction_conv_1_" + id))
            .then(normalized("reduction_bn_1_" + id));
    Tensor padded = h.then(halvingPadding(h, 3).name("reduction_pad_1_" + id));
    Tensor first =
        add()
            .name("reduction_add_1_" + id)
            .apply(
                separable(h, filters, 5, 2, "reduction_left1_" + id),
                separable(p, filters, 7, 2, "reduction_right1_" + id));
    Tensor second =
        add()
            .name("reduction_add_2_" + id)
            .apply(
                padded.then(maxPooling2d(3).strides(2).name("reduction_left2_" + id)),
                separable(p, filters, 7, 2, "reduction_right2_" + id));
    Tensor third =
        add()
            .name("reduction_add3_" + id)
            .apply(
                padded.then(averagePooling2d(3).strides(2).name("reduction_left3_" + id)),
                separable(p, filters, 5, 2, "reduction_right3_" + id));
    Tensor fourth = add(second, first.then(average("reduction_left4_" + id)));
    Tensor fifth =
        add()
            .name("reduction_add4_" + id)
            .apply(
                separable(first, filters, 3, 1, "reduction_left4_" + id),
                padded.then(maxPooling2d(3).strides(2).name("reduction_right5_" + id)));
    Tensor x = concatenate().name("reduction_concat_" + id).apply(second, third, fourth, fifth);
    return new Cells(x, given.last());
  }

  /** The earlier output with the size of the last one, or else with as many channels. */
  private static Tensor adjusted(Cells given, long filters, String id) {
    Tensor p = given.before();
    if (p == null) {
      return given.last();
    }
    if (p.shape()[1] != given.last().shape()[1]) {
      p = p.then(activation(RELU).name("adjust_relu_1_" + id));
      Tensor even = p.then(averagePooling2d(1).strides(2).name("adjust_avg_pool_1_" + id));
      even = even.then(pointwise(filters / 2, "adjust_conv_1_" + id));
      Tensor odd = p.then(zeroPadding2d(0, 1, 0, 1)).then(cropping2d(1, 0, 1, 0));
      odd = odd.then(averagePooling2d(1).strides(2).name("adjust_avg_pool_2_" + id));
      odd = odd.then(pointwise(filters / 2, "adjust_conv_2_" + id));
      return concatenate(even, odd).then(normalized("adjust_bn_" + id));
    }
    if (p.shape()[2] != filters) {
      p = p.then(activation(RELU)).then(pointwise(filters, "adjust_conv_projection_" + id));
      return p.then(normalized("adjust_bn_" + id));
    }
    return p;
  }

  /** Two separable convolutions. */
  private static Tensor separable(
      Tensor given, long filters, long kernel, long strides, String id) {
    Tensor x = given.then(activation(RELU));
    if (strides == 2) {
      x = x.then(halvingPadding(x, kernel).name("separable_conv_1_pad_" + id));
    }
    x =
        x.then(
            separableConv2d(filters, kernel)
                .strides(strides)
                .padding(strides == 2 ? VALID : SAME)
                .useBias(false)
                .name("separable_conv_1_" + id));
    x = x.then(normalized("separable_conv_1_bn_" + id)).then(activation(RELU));
    x =
        x.then(
            separableConv2d(filters, kernel)
                .padding(SAME)
                .useBias(false)
                .name("separable_conv_2_" + id));
    return x.then(normalized("separable_conv_2_bn_" + id));
  }

  private static Conv2D pointwise(long filters, String name) {
    return conv2d(filters, 1).padding(SAME).useBias(false).kernelInitializer(heNormal()).name(name);
  }

  private static AveragePooling2D average(String name) {
    return averagePooling2d(3).strides(1).padding(SAME).name(name);
  }

  private static BatchNormalization normalized(String name) {
    return batchNormalization().momentum(0.9997).epsilon(1e-3).name(name);
  }

  @Override
  Tensor top(Tensor features) {
    return features.then(globalAveragePooling2d()).then(classifier());
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    return WeightAddress.of(
        "nasnet",
        "NASNet-" + size + (withTop ? "" : "-no-top") + ".h5",
        checksums[withTop ? 0 : 1]);
  }
}
