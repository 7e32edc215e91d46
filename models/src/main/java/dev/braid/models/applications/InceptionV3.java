package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;

/** Blocks of branches with kernels of different size (Szegedy et al., 2015). */
public final class InceptionV3 extends Application<InceptionV3> {
  private InceptionV3() {
    super("inception_v3", Preprocessing.TF, 299, 75);
  }

  /** Keras' {@code InceptionV3}. */
  public static InceptionV3 inceptionV3() {
    return new InceptionV3();
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x = shrinking(image, 32, 3);
    x = valid(x, 32, 3);
    x = same(x, 64, 3, 3).then(maxPooling2d(3).strides(2));
    x = valid(x, 80, 1);
    x = valid(x, 192, 3).then(maxPooling2d(3).strides(2));
    x = withKernelsOf5(x, 32, "mixed0");
    x = withKernelsOf5(x, 64, "mixed1");
    x = withKernelsOf5(x, 64, "mixed2");
    Tensor single = shrinking(x, 384, 3);
    Tensor twice = same(same(x, 64, 1, 1), 96, 3, 3);
    x = joined("mixed3", single, shrinking(twice, 96, 3), x.then(maxPooling2d(3).strides(2)));
    x = withKernelsOf7(x, 128, "mixed4");
    x = withKernelsOf7(x, 160, "mixed5");
    x = withKernelsOf7(x, 160, "mixed6");
    x = withKernelsOf7(x, 192, "mixed7");
    single = shrinking(same(x, 192, 1, 1), 320, 3);
    twice = same(same(same(x, 192, 1, 1), 192, 1, 7), 192, 7, 1);
    x = joined("mixed8", single, shrinking(twice, 192, 3), x.then(maxPooling2d(3).strides(2)));
    x = wide(x, "mixed9", concatenate(3).name("mixed9_0"));
    return wide(x, "mixed10", concatenate(3).name("mixed9_1"));
  }

  private static Tensor withKernelsOf5(Tensor x, long pooled, String name) {
    Tensor single = same(x, 64, 1, 1);
    Tensor large = same(same(x, 48, 1, 1), 64, 5, 5);
    Tensor twice = same(same(same(x, 64, 1, 1), 96, 3, 3), 96, 3, 3);
    return joined(name, single, large, twice, pooled(x, pooled));
  }

  private static Tensor withKernelsOf7(Tensor x, long filters, String name) {
    Tensor single = same(x, 192, 1, 1);
    Tensor once = same(same(same(x, filters, 1, 1), filters, 1, 7), 192, 7, 1);
    Tensor twice = same(same(same(x, filters, 1, 1), filters, 7, 1), filters, 1, 7);
    twice = same(same(twice, filters, 7, 1), 192, 1, 7);
    return joined(name, single, once, twice, pooled(x, 192));
  }

  private static Tensor wide(Tensor x, String name, dev.braid.layers.merging.Concatenate ofFirst) {
    Tensor single = same(x, 320, 1, 1);
    Tensor once = same(x, 384, 1, 1);
    once = ofFirst.apply(same(once, 384, 1, 3), same(once, 384, 3, 1));
    Tensor twice = same(same(x, 448, 1, 1), 384, 3, 3);
    twice = concatenate(3, same(twice, 384, 1, 3), same(twice, 384, 3, 1));
    return joined(name, single, once, twice, pooled(x, 192));
  }

  private static Tensor joined(String name, Tensor... branches) {
    return concatenate(3).name(name).apply(branches);
  }

  private static Tensor pooled(Tensor x, long filters) {
    return same(x.then(averagePooling2d(3).strides(1).padding(SAME)), filters, 1, 1);
  }

  private static Tensor same(Tensor x, long filters, long height, long width) {
    return normalized(x.then(conv2d(filters, height, width).padding(SAME).useBias(false)));
  }

  private static Tensor valid(Tensor x, long filters, long kernel) {
    return normalized(x.then(conv2d(filters, kernel).useBias(false)));
  }

  private static Tensor shrinking(Tensor x, long filters, long kernel) {
    return normalized(x.then(conv2d(filters, kernel).strides(2).useBias(false)));
  }

  private static Tensor normalized(Tensor x) {
    return x.then(batchNormalization().axis(3).scale(false)).then(activation(RELU));
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    return WeightAddress.of(
        "inception_v3",
        WeightAddress.converted("inception_v3", withTop),
        withTop ? "9a0d58056eeedaa3f26cb7ebd46da564" : "bcbd6486424b2319ff4ef7d526e38f63");
  }
}
