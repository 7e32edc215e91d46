package dev.braid.models.generative;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.History;
import dev.braid.Model;
import dev.braid.Verbosity;
import dev.braid.datasets.Digits;
import dev.braid.saving.Registry;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerativeModelsTest {
  private static final float[][][][] IMAGES = Digits.load().train().head(400).images();

  @TempDir Path folder;

  @BeforeEach
  void start_from_one_seed() {
    setRandomSeed(1);
  }

  @Test
  void should_reconstruct_digits_from_codes() {
    Model model = Autoencoder.of(8, 8, 1, 12);
    model.compile(adam(3e-3), mse());
    model.fit(IMAGES, IMAGES, epochs(12).batchSize(16).verbose(Verbosity.SILENT));
    // one image for all inputs would have an error of about 0.075
    assertThat(model.evaluate(IMAGES, IMAGES).get("loss")).isLessThan(0.04);
    Model encoder = (Model) model.layer("encoder");
    Model decoder = (Model) model.layer("decoder");
    float[][] codes = encoder.predict(IMAGES).floats("code");
    assertThat(codes[0]).hasSize(12);
    float[] copied = decoder.predict(codes).array().data().asFloat();
    assertThat(copied).isEqualTo(model.predict(IMAGES).get("copy").data().asFloat());
  }

  @Test
  void should_draw_random_codes_only_while_training() throws Exception {
    Model model = VariationalAutoencoder.of(8, 8, 1, 4);
    model.compile(adam(3e-3), mse());
    History history = model.fit(IMAGES, IMAGES, epochs(12).batchSize(16).verbose(Verbosity.SILENT));
    double[] losses = history.get("loss");
    assertThat(losses[11]).isLessThan(0.8 * losses[0]);
    float[] once = model.predict(IMAGES).get("copy").data().asFloat();
    assertThat(model.predict(IMAGES).get("copy").data().asFloat()).isEqualTo(once);

    float[][] normal = {{0, 0, 0, 0}, {1, -1, 0.5f, 0}};
    long[] shape = ((Model) model.layer("decoder")).predict(normal).array().shape();
    assertThat(shape).containsExactly(2, 8, 8, 1);

    Path file = folder.resolve("vae.keras");
    model.save(file);
    Registry registry = Registry.empty().layer(Sampling.NAME, Sampling::read);
    assertThat(Model.load(file, registry).predict(IMAGES).get("copy").data().asFloat())
        .isEqualTo(once);
  }

  /** Compares the layer's loss with the closed form of the divergence. */
  @Test
  void should_penalize_codes_far_from_normal() {
    var mean = input("mean", 2);
    var logVariance = input("log_variance", 2);
    var drawn = new Sampling(1).name("drawn").apply(mean, logVariance);
    Model model = Model.inputs(mean, logVariance).outputs(drawn);
    model.compile(sgd(0.1), mse());
    float[][] means = {{1, 0}, {0, 3}};
    float[][] logs = {{0, 0}, {0, 1}};
    double squared = (0 + 0) / 4.0;
    double distance = (0.5 + 0.5 * (9 + Math.E - 1 - 1)) / 2;
    double loss = model.evaluate(java.util.List.of(means, logs), means).get("loss");
    assertThat(loss).isCloseTo(squared + distance, org.assertj.core.data.Offset.offset(1e-5));
  }
}
