package dev.braid.models.vision;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;

/** Segments images: an encoder and a decoder with skip connections. */
public final class UNet {
  private UNet() {}

  /** Builds the model with four levels, as in the paper (Ronneberger et al., 2015). */
  public static Model of(long height, long width, long channels, long classes) {
    return of(height, width, channels, classes, 64, 128, 256, 512, 1024);
  }

  /**
   * Builds the model from {@code image} to {@code mask}.
   *
   * @param height of the images; each level halves it
   * @param width of the images; each level halves it
   * @param classes 1 for a mask of probabilities
   * @param filters the filters of each level, the lowest last
   */
  public static Model of(long height, long width, long channels, long classes, long... filters) {
    Tensor image = input("image", height, width, channels);
    Deque<Tensor> skips = new ArrayDeque<>();
    Tensor x = image;
    for (int step = 0; step < filters.length - 1; step++) {
      x = twice(x, filters[step]);
      skips.push(x);
      x = x.then(maxPooling2d(2));
    }
    x = twice(x, filters[filters.length - 1]);
    for (int step = filters.length - 2; step >= 0; step--) {
      x = x.then(conv2dTranspose(filters[step], 2).strides(2).padding(SAME));
      x = twice(concatenate(skips.pop(), x), filters[step]);
    }
    Tensor mask = x.then(conv2d(classes, 1, classes == 1 ? SIGMOID : SOFTMAX).name("mask"));
    return Model.inputs(image).outputs(mask).name("unet");
  }

  private static Tensor twice(Tensor x, long filters) {
    return x.then(conv2d(filters, 3, RELU).padding(SAME))
        .then(conv2d(filters, 3, RELU).padding(SAME));
  }
}
