package dev.braid.models.generative;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/**
 * An autoencoder that compresses images to a code and reconstructs them; images are both inputs and
 * targets.
 */
public final class Autoencoder {
  private Autoencoder() {}

  /**
   * Builds the model from {@code image} to {@code copy}; the layers {@code encoder} and {@code
   * decoder} are models.
   *
   * @param height of the images, a multiple of 4
   * @param width of the images, a multiple of 4
   * @param code the size of the code
   */
  public static Model of(long height, long width, long channels, long code) {
    Tensor image = input("image", height, width, channels);
    Model encoder = encoder(height, width, channels, code);
    Model decoder = decoder(height, width, channels, code);
    Tensor copy = image.then(encoder).then(decoder).named("copy");
    return Model.inputs(image).outputs(copy).name("autoencoder");
  }

  private static Model encoder(long height, long width, long channels, long code) {
    Tensor image = input("image", height, width, channels);
    Tensor vector = compressed(image).then(dense(code).name("code"));
    return Model.inputs(image).outputs(vector).name("encoder");
  }

  /** Encodes images as a vector. */
  static Tensor compressed(Tensor image) {
    return image
        .then(conv2d(16, 3, RELU).strides(2).padding(SAME))
        .then(conv2d(32, 3, RELU).strides(2).padding(SAME))
        .then(flatten());
  }

  static Model decoder(long height, long width, long channels, long code) {
    Tensor vector = input("numbers", code);
    Tensor image =
        vector
            .then(dense(height / 4 * (width / 4) * 32, RELU))
            .then(reshape(height / 4, width / 4, 32))
            .then(conv2dTranspose(32, 3, RELU).strides(2).padding(SAME))
            .then(conv2dTranspose(16, 3, RELU).strides(2).padding(SAME))
            .then(conv2d(channels, 3, SIGMOID).padding(SAME));
    return Model.inputs(vector).outputs(image).name("decoder");
  }
}
