package dev.braid.models.generative;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/** A picture through a few numbers and back; fit it with the pictures as inputs and targets. */
public final class Autoencoder {
  private Autoencoder() {}

  /**
   * From {@code image} to {@code copy}; the layers {@code encoder} and {@code decoder} are models.
   *
   * @param height of the pictures, a multiple of 4
   * @param width of the pictures, a multiple of 4
   * @param code how many numbers stand for a picture
   */
  public static Model of(long height, long width, long channels, long code) {
    Tensor image = input("image", height, width, channels);
    Model encoder = encoder(height, width, channels, code);
    Model decoder = decoder(height, width, channels, code);
    Tensor copy = image.then(encoder).then(decoder).named("copy");
    return Model.inputs(image).outputs(copy).name("autoencoder");
  }

  private static Model encoder(long height, long width, long channels, long code) {
    Tensor picture = input("picture", height, width, channels);
    Tensor numbers = shrunk(picture).then(dense(code).name("code"));
    return Model.inputs(picture).outputs(numbers).name("encoder");
  }

  /** The pictures as the encoders see them: a vector. */
  static Tensor shrunk(Tensor picture) {
    return picture
        .then(conv2d(16, 3, RELU).strides(2).padding(SAME))
        .then(conv2d(32, 3, RELU).strides(2).padding(SAME))
        .then(flatten());
  }

  static Model decoder(long height, long width, long channels, long code) {
    Tensor numbers = input("numbers", code);
    Tensor picture =
        numbers
            .then(dense(height / 4 * (width / 4) * 32, RELU))
            .then(reshape(height / 4, width / 4, 32))
            .then(conv2dTranspose(32, 3, RELU).strides(2).padding(SAME))
            .then(conv2dTranspose(16, 3, RELU).strides(2).padding(SAME))
            .then(conv2d(channels, 3, SIGMOID).padding(SAME));
    return Model.inputs(numbers).outputs(picture).name("decoder");
  }
}
