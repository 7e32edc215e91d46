package dev.braid.models.vision;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Two blocks of 3 by 3 convolutions and a small head, for images like those of CIFAR-10. */
public final class SmallVgg {
  private SmallVgg() {}

  /** Builds the model. */
  public static Model of(long height, long width, long channels, long classes) {
    Tensor image = input("image", height, width, channels);
    Tensor x = image;
    for (int block = 1; block <= 2; block++) {
      String name = "block" + block;
      for (int i = 1; i <= 2; i++) {
        x = x.then(conv2d(32L * block, 3, RELU).padding(SAME).name(name + "_conv" + i));
      }
      x = x.then(maxPooling2d(2).name(name + "_pool"));
    }
    Tensor label =
        x.then(flatten())
            .then(dense(128, RELU))
            .then(dropout(0.5))
            .then(dense(classes, SOFTMAX).name("label"));
    return Model.inputs(image).outputs(label).name("vgg_small");
  }
}
