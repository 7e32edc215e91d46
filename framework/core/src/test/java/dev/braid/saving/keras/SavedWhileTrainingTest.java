package dev.braid.saving.keras;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Callback;
import dev.braid.Model;
import dev.braid.NetworkOf;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.Weight;
import dev.braid.internal.saving.archive.KerasArchive;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.Hdf5;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that another thread saves while a model is trained belongs to one step. */
class SavedWhileTrainingTest {
  private static final int STEPS = 120;

  @TempDir Path folder;

  /** A model, and its nested model that another thread also saves. */
  private record Pair(Model model, Model encoder) {}

  private static Pair pair() {
    setRandomSeed(3);
    Tensor pixels = input("pixels", 64);
    Model encoder =
        Model.inputs(pixels)
            .outputs(
                pixels.then(dense(256, TANH)).then(batchNormalization()).then(dense(256, TANH)))
            .name("encoder");
    Tensor in = input("in", 64);
    Model model = Model.inputs(in).outputs(in.then(encoder).then(dense(1)));
    model.compile(adam(), mse());
    return new Pair(model, encoder);
  }

  private static void fit(Model model, Callback callback) {
    Random random = new Random(5);
    float[][] x = new float[STEPS * 4][64];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < 64; j++) {
        x[i][j] = random.nextFloat();
      }
      y[i] = random.nextFloat();
    }
    model.fit(
        x, y, epochs(1).batchSize(4).shuffle(false).verbose(Verbosity.SILENT).callbacks(callback));
  }

  /** The weights and the optimizer's state in a file. */
  private byte[] saved(Model model, String name) {
    try {
      Path file = folder.resolve(name);
      model.save(file);
      return KerasArchive.read(file).weights();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int iterations(byte[] weights) throws IOException {
    H5Group root = Hdf5.read(weights, "weights");
    H5Group variables = root.group("optimizer").orElseThrow().group("vars").orElseThrow();
    return ((int[]) variables.dataset("0").orElseThrow().values())[0];
  }

  private static int numbers(Model model) {
    List<Integer> numbers = new ArrayList<>();
    for (Weight weight : model.weights()) {
      numbers.add(Arrays.hashCode(weight.array().data().asFloat()));
    }
    return numbers.hashCode();
  }

  @Test
  void should_contain_the_weights_slots_and_counters_of_one_step() throws Exception {
    Map<Integer, byte[]> steps = new HashMap<>();
    Set<Integer> encoders = new HashSet<>();
    Pair alone = pair();
    steps.put(0, saved(alone.model(), "alone.keras"));
    encoders.add(numbers(alone.encoder()));
    fit(
        alone.model(),
        lambdaCallback()
            .onTrainBatchEnd(
                (batch, logs, run) -> {
                  steps.put(batch + 1, saved(alone.model(), "alone.keras"));
                  encoders.add(numbers(alone.encoder()));
                }));
    assertThat(encoders).hasSize(STEPS + 1);

    Set<Integer> seen = new HashSet<>();
    int saves = 0;
    // until the other thread has saved in the middle of training
    for (int round = 0; round < 20 && seen.size() < 12; round++) {
      Pair beside = pair();
      NetworkOf.model(beside.model());
      FutureTask<Void> run =
          new FutureTask<>(
              () -> {
                fit(beside.model(), lambdaCallback());
                return null;
              });
      new Thread(run).start();
      while (!run.isDone()) {
        byte[] weights = saved(beside.model(), "beside.keras");
        int step = iterations(weights);
        assertThat(Arrays.equals(weights, steps.get(step)))
            .as("what was saved at step %d is what was there after it", step)
            .isTrue();
        beside.encoder().save(folder.resolve("encoder.keras"));
        assertThat(encoders).contains(numbers(Model.load(folder.resolve("encoder.keras"))));
        seen.add(step);
        saves++;
      }
      run.get();
    }
    assertThat(seen)
        .as("steps at which another thread saved, %d saves", saves)
        .hasSizeGreaterThan(5);
  }
}
