package dev.braid.optimizers;

import static dev.braid.Braid.adam;
import static dev.braid.Braid.adamW;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.input;
import static dev.braid.Braid.learningRateScheduler;
import static dev.braid.Braid.lossScaleOptimizer;
import static dev.braid.Braid.mse;
import static dev.braid.Braid.multiOptimizer;
import static dev.braid.Braid.nadam;
import static dev.braid.Braid.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.Braid;
import dev.braid.Model;
import dev.braid.Optimizer;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.config.Config;
import dev.braid.internal.saving.archive.KerasArchive;
import dev.braid.internal.saving.hdf5.H5Group;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.notices.Notice;
import dev.braid.notices.Notices;
import dev.braid.ops.Value;
import dev.braid.saving.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** What optimizers see of the weights of a model. */
class OptimizerVariablesTest {
  private static final float[][] X = {{1, -2}, {0.5f, 3}, {-1, 1}, {2, 2}};
  private static final float[][] Y = {{1}, {-1}, {0.5f}, {2}};

  private static Model model() {
    Tensor in = input("in", 2);
    Tensor hidden = in.then(dense(3, Braid.TANH).name("hidden"));
    return Model.inputs(in).outputs(hidden.then(dense(1).name("out")));
  }

  /** Normalizes each gradient and keeps a row for each matrix. */
  private static final class Normalized extends FluentOptimizer<Normalized> {
    private final List<String> seen = new ArrayList<>();

    Normalized() {
      super(0.5);
    }

    @Override
    public List<List<String>> slotGroups() {
      return List.of(List.of("row"), List.of("whole"));
    }

    @Override
    public Optional<long[]> slotShape(String slot, Variable variable) {
      long[] shape = variable.shape();
      return slot.equals("whole")
          ? Optional.of(shape)
          : shape.length == 2 ? Optional.of(new long[] {shape[1]}) : Optional.empty();
    }

    @Override
    public boolean startsAtWeight(String slot) {
      return slot.equals("whole");
    }

    @Override
    public Value update(Update update) {
      Variable variable = update.variable();
      seen.add(
          variable.path()
              + " "
              + variable.name()
              + Arrays.toString(update.weight().shape())
              + Arrays.toString(update.gradient().shape()));
      assertThat(variable.shape()).isEqualTo(update.weight().shape());
      if (update.step() == 1) {
        assertThat(update.slot("whole").floats()).isEqualTo(update.weight().floats());
      }
      if (variable.shape().length == 2) {
        update.slot("row", update.slot("row").add(update.gradient().sum(false, 0)));
      }
      double norm = norm(update.gradient());
      return update.weight().subtract(update.gradient().multiply(update.rate() / norm));
    }

    @Override
    protected void describe(Config config) {}
  }

  @Test
  void should_show_a_custom_optimizer_each_weight_with_its_path_and_shape() {
    Model model = model();
    Normalized optimizer = new Normalized();
    model.compile(optimizer, mse());
    List<float[]> before =
        model.weights().stream().map(weight -> weight.array().dup().data().asFloat()).toList();
    model.trainOnBatch(X, Y);
    assertThat(optimizer.seen)
        .containsExactly(
            "hidden/kernel kernel[2, 3][2, 3]",
            "hidden/bias bias[3][3]",
            "out/kernel kernel[3, 1][3, 1]",
            "out/bias bias[1][1]");
    for (int i = 0; i < before.size(); i++) {
      float[] after = model.weights().get(i).array().dup().data().asFloat();
      double moved = 0;
      for (int k = 0; k < after.length; k++) {
        moved += Math.pow((double) after[k] - before.get(i)[k], 2);
      }
      assertThat(Math.sqrt(moved)).isCloseTo(0.5, within(1e-5));
    }
  }

  @Test
  void should_save_and_open_slots_of_any_shape(@TempDir Path folder) throws IOException {
    Model model = model();
    model.compile(new Normalized(), mse());
    model.trainOnBatch(X, Y);
    Path file = folder.resolve("custom.keras");
    model.save(file);
    Model again =
        Model.load(file, Registry.empty().optimizer("Normalized", config -> new Normalized()));
    Path twice = folder.resolve("twice.keras");
    again.save(twice);
    assertThat(Arrays.equals(weightsOf(twice), weightsOf(file))).isTrue();
  }

  private static byte[] weightsOf(Path file) throws IOException {
    return KerasArchive.read(file).weights();
  }

  @Test
  void should_not_show_single_weights_to_an_elementwise_rule() {
    Model model = model();
    model.compile(new Elementwise(), mse());
    assertThatThrownBy(() -> model.trainOnBatch(X, Y))
        .hasStackTraceContaining("an elementwise optimizer updates several weights at once");
  }

  /** Asks for what it cannot have. */
  private static final class Elementwise extends FluentOptimizer<Elementwise> {
    Elementwise() {
      super(0.5);
    }

    @Override
    public boolean elementwise() {
      return true;
    }

    @Override
    public List<List<String>> slotGroups() {
      return List.of();
    }

    @Override
    public Value update(Update update) {
      assertThat(update.weight().shape()).hasSize(1);
      return update.variable() == null ? update.weight() : update.gradient();
    }

    @Override
    protected void describe(Config config) {}
  }

  private static float[] steps(Optimizer optimizer, String path) {
    Model model = model();
    model.setWeights(
        List.of(
            Nd4j.create(new float[][] {{0.1f, 0.2f, 0.3f}, {0.4f, 0.5f, 0.6f}}),
            Nd4j.createFromArray(0.7f, 0.8f, 0.9f),
            Nd4j.create(new float[][] {{1}, {1.1f}, {1.2f}}),
            Nd4j.createFromArray(1.3f)));
    model.compile(optimizer, mse());
    for (int i = 0; i < 3; i++) {
      model.trainOnBatch(X, Y);
    }
    return model.weights().stream()
        .filter(weight -> weight.path().equals(path))
        .findFirst()
        .orElseThrow()
        .array()
        .dup()
        .data()
        .asFloat();
  }

  @Test
  void should_decay_no_weight_that_is_excluded() {
    Optimizer plain = adam(0);
    Optimizer decaying = adamW(1e-9).weightDecay(1e8);
    assertThat(steps(decaying, "out/bias")[0]).isLessThan(1.2f);
    Optimizer excluding = adamW(1e-9).weightDecay(1e8).excludeFromWeightDecay("bias");
    assertThat(steps(excluding, "out/bias")[0])
        .isCloseTo(steps(plain, "out/bias")[0], within(1e-6f));
    assertThat(steps(excluding, "out/kernel")[0]).isLessThan(0.9f);
  }

  @Test
  void should_step_with_several_optimizers_as_with_each_alone() {
    // the first step depends on no other weight's steps
    Optimizer both = multiOptimizer(sgd(0.1)).use("hidden/.*", nadam(0.05));
    assertThat(firstStep(both, 0)).isEqualTo(firstStep(nadam(0.05), 0));
    assertThat(firstStep(both, 3)).isEqualTo(firstStep(sgd(0.1), 3));
  }

  private static float[] firstStep(Optimizer optimizer, int weight) {
    Braid.setRandomSeed(3);
    Model model = model();
    model.compile(optimizer, mse());
    model.trainOnBatch(X, Y);
    return model.weights().get(weight).array().dup().data().asFloat();
  }

  @Test
  void should_let_no_callback_set_the_rate_of_several_optimizers() {
    Model model = model();
    model.compile(multiOptimizer(sgd(0.1)), mse());
    assertThatThrownBy(
            () ->
                model.fit(
                    X,
                    Y,
                    Braid.epochs(1)
                        .verbose(Verbosity.SILENT)
                        .callbacks(learningRateScheduler((epoch, rate) -> 0.1))))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("MultiOptimizer");
  }

  @Test
  void should_skip_steps_whose_gradients_overflow_and_halve_the_scale(@TempDir Path folder)
      throws IOException {
    Tensor in = input("in", 2);
    Model model = Model.inputs(in).outputs(in.then(dense(1).kernelInitializer(Braid.zeros())));
    model.compile(lossScaleOptimizer(sgd(0.1)).initialScale(8), mse());
    model.trainOnBatch(new float[][] {{0, 0}}, new float[][] {{0}});
    model.trainOnBatch(new float[][] {{1e20f, 1e20f}}, new float[][] {{3e18f}});
    assertThat(model.weights().get(0).array().dup().data().asFloat()).containsExactly(0, 0);
    assertThat(model.weights().get(1).array().dup().data().asFloat()).containsExactly(0);
    Path file = folder.resolve("scaled.keras");
    model.save(file);
    H5Group vars = Hdf5.read(weightsOf(file), "weights").group("optimizer/vars").orElseThrow();
    assertThat(vars.dataset("2").orElseThrow().floats()).containsExactly(0);
    assertThat(vars.dataset("3").orElseThrow().floats()).containsExactly(4);
  }

  @Test
  void should_show_a_notice_where_a_file_loses_the_exclusions(@TempDir Path folder)
      throws IOException {
    List<Notice> shown = new ArrayList<>();
    try (Notices.Subscription ignored = Notices.listen(shown::add)) {
      Model model = model();
      model.compile(adamW(0.1).excludeFromWeightDecay("bias"), mse());
      model.save(folder.resolve("decay.keras"));
    }
    assertThat(shown)
        .extracting(Notice::message)
        .containsExactly(
            "The file does not hold which weights AdamW excludes from weight decay, as in Keras."
                + " Compile again with excludeFromWeightDecay(…) after opening it.");
  }
}
