package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** Adafactor: squared gradients as averages of rows and of columns, and steps of bounded size. */
public final class Adafactor extends FluentOptimizer<Adafactor> {
  private static final String ROWS = "r";
  private static final String COLUMNS = "c";
  private static final String VELOCITY = "velocity";

  private double beta2Decay = -0.8;
  private double epsilon1 = 1e-30;
  private double epsilon2 = 1e-3;
  private double clipThreshold = 1;
  private boolean relativeStep = true;

  public Adafactor(double learningRate) {
    super(learningRate);
  }

  static Adafactor read(Config config) {
    return new Adafactor(0.001)
        .common(config)
        .beta2Decay(config.number("beta_2_decay", -0.8))
        .epsilon1(config.number("epsilon_1", 1e-30))
        .epsilon2(config.number("epsilon_2", 1e-3))
        .clipThreshold(config.number("clip_threshold", 1))
        .relativeStep(config.flag("relative_step", true));
  }

  /** Sets the power of the step by which the averages of squares approach being constant. */
  public Adafactor beta2Decay(double value) {
    return change(copy -> copy.beta2Decay = value);
  }

  /** Sets the number added to squared gradients, which keeps quotients finite. */
  public Adafactor epsilon1(double value) {
    return change(copy -> copy.epsilon1 = value);
  }

  /** Sets the least size of a weight by which its step is scaled. */
  public Adafactor epsilon2(double value) {
    return change(copy -> copy.epsilon2 = value);
  }

  /** Sets the root mean square from which on a step is scaled down. */
  public Adafactor clipThreshold(double value) {
    return change(copy -> copy.clipThreshold = value);
  }

  /** Sets whether the learning rate decreases with the root of the step, unless it is scheduled. */
  public Adafactor relativeStep(boolean value) {
    return change(copy -> copy.relativeStep = value);
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(ROWS, COLUMNS, VELOCITY));
  }

  /**
   * Weights with fewer than two axes have scalars in the place of rows and columns, as in Keras.
   */
  @Override
  public Optional<long[]> slotShape(String slot, Variable variable) {
    long[] shape = variable.shape();
    int rank = shape.length;
    if (slot.equals(VELOCITY)) {
      return Optional.of(shape);
    }
    if (rank < 2) {
      return Optional.of(new long[0]);
    }
    long[] rows = Arrays.copyOf(shape, rank - 1);
    return Optional.of(
        slot.equals(ROWS)
            ? rows
            : LongStream.concat(Arrays.stream(shape, 0, rank - 2), LongStream.of(shape[rank - 1]))
                .toArray());
  }

  @Override
  public Value update(Update update) {
    Value gradient = update.gradient();
    int rank = update.variable().shape().length;
    double byStep = 1 / Math.sqrt((double) update.step());
    double rate =
        schedule() == null && relativeStep ? Math.min(update.rate(), byStep) : update.rate();
    double scale = Math.max(epsilon2, rootMeanSquare(update.weight())) * Math.min(rate, byStep);
    double kept = 1 - Math.pow((double) update.step(), beta2Decay);
    Value square = gradient.square().add(epsilon1);
    Value velocity;
    if (rank < 2) {
      velocity = mixed(update.slot(VELOCITY), square, kept);
    } else {
      Value rows = mixed(update.slot(ROWS), square.mean(false, rank - 1), kept);
      Value columns = mixed(update.slot(COLUMNS), square.mean(false, rank - 2), kept);
      update.slot(ROWS, rows);
      update.slot(COLUMNS, columns);
      Value relative = rows.divide(rows.mean(true, rank - 2)).expand(rank - 1);
      velocity = relative.multiply(columns.expand(rank - 2));
    }
    update.slot(VELOCITY, velocity);
    Value step = gradient.divide(velocity.sqrt());
    double bound = Math.max(1, rootMeanSquare(step) / clipThreshold);
    return update.weight().subtract(step.multiply(scale / bound));
  }

  private static Value mixed(Value average, Value value, double kept) {
    return average.multiply(kept).add(value.multiply(1 - kept));
  }

  private static double rootMeanSquare(Value value) {
    return Math.sqrt(value.square().mean().doubles()[0]);
  }

  @Override
  protected void describe(Config config) {
    config
        .put("beta_2_decay", beta2Decay)
        .put("epsilon_1", epsilon1)
        .put("epsilon_2", epsilon2)
        .put("clip_threshold", clipThreshold)
        .put("relative_step", relativeStep);
  }
}
