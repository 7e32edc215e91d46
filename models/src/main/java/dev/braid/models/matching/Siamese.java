package dev.braid.models.matching;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** A siamese network that predicts whether two inputs are of the same class (Koch et al., 2015). */
public final class Siamese {
  private Siamese() {}

  /** Builds the model for images, with a small reader. */
  public static Model of(long height, long width, long channels) {
    Tensor image = input("image", height, width, channels);
    Tensor features =
        image
            .then(conv2d(16, 3, RELU).padding(SAME))
            .then(maxPooling2d(2))
            .then(conv2d(32, 3, RELU).padding(SAME))
            .then(flatten())
            .then(dense(64, RELU));
    return of(Model.inputs(image).outputs(features).name("reader"));
  }

  /**
   * Builds the model from {@code left} and {@code right} to {@code same}.
   *
   * @param reader maps one input to a vector
   */
  public static Model of(Model reader) {
    Tensor left = input("left", reader.inputs().get(0).shape());
    Tensor right = input("right", reader.inputs().get(0).shape());
    Tensor a = left.then(reader);
    Tensor b = right.then(reader);
    Tensor apart = maximum(subtract(a, b), subtract(b, a));
    return Model.inputs(left, right)
        .outputs(apart.then(dense(1, SIGMOID).name("same")))
        .name("siamese");
  }
}
