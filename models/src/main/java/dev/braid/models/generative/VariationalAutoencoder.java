package dev.braid.models.generative;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/**
 * An autoencoder whose codes are normally distributed, so that random codes can be decoded to
 * images (Kingma and Welling, 2013).
 */
public final class VariationalAutoencoder {
  private VariationalAutoencoder() {}

  /**
   * Builds the model from {@code image} to {@code copy}; the layers {@code encoder} and {@code
   * decoder} are models.
   *
   * <p>Images are both inputs and targets. The decoder generates images from codes of a standard
   * normal distribution.
   *
   * @param height of the images, a multiple of 4
   * @param width of the images, a multiple of 4
   * @param code the size of the code
   */
  public static Model of(long height, long width, long channels, long code) {
    Tensor image = input("image", height, width, channels);
    Tensor features = Autoencoder.compressed(image);
    Tensor mean = features.then(dense(code).name("mean"));
    Tensor logVariance = features.then(dense(code).name("log_variance"));
    // the reconstruction loss is a mean over pixels, the divergence a sum over codes
    Tensor drawn = new Sampling(1.0 / (height * width * channels)).apply(mean, logVariance);
    Model encoder = Model.inputs(image).outputs(drawn).name("encoder");
    Model decoder = Autoencoder.decoder(height, width, channels, code);

    Tensor input = input("image", height, width, channels);
    Tensor copy = input.then(encoder).then(decoder).named("copy");
    return Model.inputs(input).outputs(copy).name("variational_autoencoder");
  }
}
