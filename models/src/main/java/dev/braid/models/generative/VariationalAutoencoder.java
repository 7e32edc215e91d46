package dev.braid.models.generative;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Tensor;

/**
 * An autoencoder whose codes are normally distributed, so that codes drawn by chance give pictures
 * too (Kingma and Welling, 2013).
 */
public final class VariationalAutoencoder {
  private VariationalAutoencoder() {}

  /**
   * From {@code image} to {@code copy}; the layers {@code encoder} and {@code decoder} are models.
   *
   * <p>Fit it with the pictures as inputs and targets. The decoder makes pictures of codes from a
   * standard normal distribution.
   *
   * @param height of the pictures, a multiple of 4
   * @param width of the pictures, a multiple of 4
   * @param code how many numbers stand for a picture
   */
  public static Model of(long height, long width, long channels, long code) {
    Tensor picture = input("picture", height, width, channels);
    Tensor seen = Autoencoder.shrunk(picture);
    Tensor mean = seen.then(dense(code).name("mean"));
    Tensor logVariance = seen.then(dense(code).name("log_variance"));
    // the copies' loss is a mean over pixels, the distance a sum over codes
    Tensor drawn = new Sampling(1.0 / (height * width * channels)).apply(mean, logVariance);
    Model encoder = Model.inputs(picture).outputs(drawn).name("encoder");
    Model decoder = Autoencoder.decoder(height, width, channels, code);

    Tensor image = input("image", height, width, channels);
    Tensor copy = image.then(encoder).then(decoder).named("copy");
    return Model.inputs(image).outputs(copy).name("variational_autoencoder");
  }
}
