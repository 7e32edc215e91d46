package dev.braid.models.vision;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Blocks of 3 by 3 convolutions, each block half the size of the previous one (Simonyan, 2014). */
public final class Vgg {
  private Vgg() {}

  /**
   * Builds VGG16 with the names of {@code keras.applications}, so that its weights can be loaded.
   */
  public static Model vgg16(long height, long width, long channels, long classes) {
    Tensor image = input("input_layer", height, width, channels);
    Tensor x = blocks(image, new long[] {64, 128, 256, 512, 512}, 2, 2, 3, 3, 3);
    Tensor label =
        x.then(flatten().name("flatten"))
            .then(dense(4096, RELU).name("fc1"))
            .then(dense(4096, RELU).name("fc2"))
            .then(dense(classes, SOFTMAX).name("predictions"));
    return Model.inputs(image).outputs(label).name("vgg16");
  }

  /** Builds a model of two blocks and a small head, for images like those of CIFAR-10. */
  public static Model small(long height, long width, long channels, long classes) {
    Tensor image = input("image", height, width, channels);
    Tensor label =
        blocks(image, new long[] {32, 64}, 2, 2)
            .then(flatten())
            .then(dense(128, RELU))
            .then(dropout(0.5))
            .then(dense(classes, SOFTMAX).name("label"));
    return Model.inputs(image).outputs(label).name("vgg_small");
  }

  private static Tensor blocks(Tensor x, long[] filters, int... convolutions) {
    for (int block = 1; block <= filters.length; block++) {
      String name = "block" + block;
      for (int i = 1; i <= convolutions[block - 1]; i++) {
        x = x.then(conv2d(filters[block - 1], 3, RELU).padding(SAME).name(name + "_conv" + i));
      }
      x = x.then(maxPooling2d(2).name(name + "_pool"));
    }
    return x;
  }
}
