package dev.braid.models.matching;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** Says whether two things are of one kind; one reader looks at both (Koch et al., 2015). */
public final class Siamese {
  private Siamese() {}

  /** For pictures, with a small reader. */
  public static Model of(long height, long width, long channels) {
    Tensor picture = input("picture", height, width, channels);
    Tensor seen =
        picture
            .then(conv2d(16, 3, RELU).padding(SAME))
            .then(maxPooling2d(2))
            .then(conv2d(32, 3, RELU).padding(SAME))
            .then(flatten())
            .then(dense(64, RELU));
    return of(Model.inputs(picture).outputs(seen).name("reader"));
  }

  /**
   * From {@code left} and {@code right} to {@code same}.
   *
   * @param reader from one thing to a vector
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
