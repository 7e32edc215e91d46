package dev.braid.models.vision;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** LeNet-5 (LeCun et al., 1998), for small images. */
public final class LeNet {
  private LeNet() {}

  /**
   * Builds the model from {@code image} to {@code label}.
   *
   * @param height of the images, at least 16
   * @param width of the images, at least 16
   */
  public static Model of(long height, long width, long channels, long classes) {
    Tensor image = input("image", height, width, channels);
    Tensor label =
        image
            .then(conv2d(6, 5, TANH).padding(SAME))
            .then(averagePooling2d(2))
            .then(conv2d(16, 5, TANH))
            .then(averagePooling2d(2))
            .then(flatten())
            .then(dense(120, TANH))
            .then(dense(84, TANH))
            .then(dense(classes, SOFTMAX).name("label"));
    return Model.inputs(image).outputs(label).name("lenet");
  }
}
