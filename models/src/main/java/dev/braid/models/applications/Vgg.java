package dev.braid.models.applications;

import static dev.braid.Braid.*;

import dev.braid.Tensor;
import dev.braid.datasets.download.RemoteFile;

/** Blocks of 3 by 3 convolutions, each block half the size of the previous one (Simonyan, 2014). */
public final class Vgg extends Application<Vgg> {
  private static final long[] FILTERS = {64, 128, 256, 512, 512};

  private final String model;
  private final int[] convolutions;
  private final String[] checksums;

  private Vgg(String model, int[] convolutions, String... checksums) {
    super(model, Preprocessing.CAFFE, 224, 32);
    this.model = model;
    this.convolutions = convolutions;
    this.checksums = checksums;
  }

  /** Keras' {@code VGG16}. */
  public static Vgg vgg16() {
    return new Vgg(
        "vgg16",
        new int[] {2, 2, 3, 3, 3},
        "64373286793e3c8b2b4e3219cbf3544b",
        "6d6bbae143d832006294945121d1f1fc");
  }

  /** Keras' {@code VGG19}. */
  public static Vgg vgg19() {
    return new Vgg(
        "vgg19",
        new int[] {2, 2, 4, 4, 4},
        "cbe5617147190e668d6c5d5026f83318",
        "253f8cb515780f3b799900260a226db6");
  }

  @Override
  Tensor features(Tensor image) {
    Tensor x = image;
    for (int block = 1; block <= FILTERS.length; block++) {
      String name = "block" + block;
      for (int i = 1; i <= convolutions[block - 1]; i++) {
        x = x.then(conv2d(FILTERS[block - 1], 3, RELU).padding(SAME).name(name + "_conv" + i));
      }
      x = x.then(maxPooling2d(2).name(name + "_pool"));
    }
    return x;
  }

  @Override
  Tensor top(Tensor features) {
    return features
        .then(flatten().name("flatten"))
        .then(dense(4096, RELU).name("fc1"))
        .then(dense(4096, RELU).name("fc2"))
        .then(classifier());
  }

  @Override
  RemoteFile weightFile(boolean withTop) {
    return WeightAddress.of(
        model, WeightAddress.converted(model, withTop), checksums[withTop ? 0 : 1]);
  }
}
