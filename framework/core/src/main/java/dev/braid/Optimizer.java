package dev.braid;

import dev.braid.config.Config;
import dev.braid.config.Configured;
import dev.braid.internal.text.SnakeCase;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns gradients into new weights.
 *
 * <p>The rule of {@link #update} receives the weights one by one, each with its path and its shape.
 * A rule that treats every element alike says so ({@link #elementwise}) and receives many weights
 * as one vector, which is faster. What every optimizer has in common (clipping, weight decay,
 * averages, accumulation) is done around it.
 *
 * <p>A user-defined optimizer implements {@link #update} and names the arrays that it keeps.
 */
public abstract class Optimizer implements Configured, Cloneable {
  private @Nullable Schedule schedule;
  private double learningRate;
  private Clipping clipping = Clipping.NONE;
  private double weightDecay;
  private boolean average;
  private double averageMomentum = 0.99;
  private int averageEvery;
  private int accumulate = 1;
  private @Nullable Double lossScaleFactor;
  private List<Predicate<Variable>> withoutDecay = List.of();

  /** How gradients are cut; Keras allows one way at a time. */
  public record Clipping(Kind kind, double limit) {
    public static final Clipping NONE = new Clipping(Kind.NONE, 0);

    /** The ways there are. */
    public enum Kind {
      NONE,
      NORM,
      VALUE,
      GLOBAL_NORM
    }
  }

  protected Optimizer(double learningRate) {
    this(learningRate, 0);
  }

  protected Optimizer(double learningRate, double weightDecay) {
    this.learningRate = rate(learningRate);
    this.weightDecay = weightDecay;
  }

  /** A weight of the model. */
  public interface Variable {
    /** The path with the names of the layers, such as {@code encoder/dense/kernel}. */
    String path();

    /** The name in its layer, such as {@code kernel}. */
    default String name() {
      return path().substring(path().lastIndexOf('/') + 1);
    }

    long[] shape();
  }

  /** What an update may read and keep. */
  public interface Update {
    /**
     * The weight that is updated.
     *
     * @throws IllegalStateException if the optimizer is {@link Optimizer#elementwise elementwise}
     */
    Variable variable();

    /** The values of the weight in its shape, or of many as one vector. */
    Value weight();

    Value gradient();

    /** The learning rate of this step. */
    double rate();

    /** The number of this step, from 1. */
    long step();

    /**
     * An array kept from step to step, which starts at {@link Optimizer#slotStart}. It may be
     * written in place: don't use what was read after the slot is set.
     */
    Value slot(String name);

    void slot(String name, Value value);

    /** A scalar kept from step to step, which starts at 1. */
    double number(String name);

    void number(String name, double value);
  }

  /** The new weights. */
  public abstract Value update(Update update);

  /**
   * Whether the rule treats each element alike, by its own weight, gradient and slots alone, so
   * that many weights may be updated as one vector.
   */
  public boolean elementwise() {
    return false;
  }

  /**
   * The arrays kept for each weight, in Keras' order of saving: group after group, in a group
   * weight after weight, for a weight slot after slot.
   */
  public abstract List<List<String>> slotGroups();

  /** The arrays kept for each weight. */
  public final List<String> slots() {
    return slotGroups().stream().flatMap(List::stream).toList();
  }

  /** Scalars kept from step to step, in Keras' order of saving. */
  public List<String> numbers() {
    return List.of();
  }

  /** What a slot holds before the first step. */
  public double slotStart(String slot) {
    return 0;
  }

  /** Whether a slot holds a copy of the weight before the first step. */
  public boolean startsAtWeight(String slot) {
    return false;
  }

  /**
   * The shape of a slot, by default that of the weight; empty if none is kept for this weight.
   * Optimizers that are elementwise have the default.
   */
  public Optional<long[]> slotShape(String slot, Variable variable) {
    return Optional.of(variable.shape());
  }

  /** The optimizers inside of one that passes gradients on to others. */
  public List<Optimizer> inner() {
    return List.of();
  }

  /** Adds the optimizer's own options to Keras' common ones. */
  protected abstract void describe(Config config);

  public double learningRate(long step) {
    return schedule == null ? learningRate : schedule.rate(step);
  }

  public @Nullable Schedule schedule() {
    return schedule;
  }

  public final Clipping clipping() {
    return clipping;
  }

  public final double weightDecay() {
    return weightDecay;
  }

  /** The weight decay of a weight. */
  public double weightDecay(Variable variable) {
    return isDecayed(variable) ? weightDecay : 0;
  }

  /** Whether weight decay applies to a weight. */
  protected final boolean isDecayed(Variable variable) {
    return withoutDecay.stream().noneMatch(excluded -> excluded.test(variable));
  }

  /** Whether weights were excluded from weight decay. */
  public final boolean excludesFromWeightDecay() {
    return !withoutDecay.isEmpty();
  }

  /** Whether all weights have the same weight decay. */
  public boolean decaysAlike() {
    return withoutDecay.isEmpty();
  }

  public final boolean averages() {
    return average;
  }

  public final double averageMomentum() {
    return averageMomentum;
  }

  /** The number of steps after which the average overwrites the weights; 0 for never. */
  public final int averageEvery() {
    return averageEvery;
  }

  public final int accumulation() {
    return accumulate;
  }

  /** Cuts the gradient of each weight down to this norm. */
  public Optimizer clipNorm(double norm) {
    return with(copy -> copy.clipping = copy.clip(Clipping.Kind.NORM, norm));
  }

  /** Cuts every element of a gradient to [-limit, limit]. */
  public Optimizer clipValue(double limit) {
    return with(copy -> copy.clipping = copy.clip(Clipping.Kind.VALUE, limit));
  }

  /** Cuts all gradients together down to this norm. */
  public Optimizer globalClipNorm(double norm) {
    return with(copy -> copy.clipping = copy.clip(Clipping.Kind.GLOBAL_NORM, norm));
  }

  /** Shrinks weights by this fraction times the learning rate before each step. */
  public Optimizer weightDecay(double decay) {
    return with(copy -> copy.weightDecay = decay);
  }

  /**
   * Leaves weights without weight decay whose names contain a match of one of these regular
   * expressions, such as {@code "bias"}. As in Keras, files don't hold it.
   */
  public Optimizer excludeFromWeightDecay(String... names) {
    List<Pattern> patterns = Arrays.stream(names).map(Pattern::compile).toList();
    return excludeFromWeightDecay(
        variable -> patterns.stream().anyMatch(pattern -> pattern.matcher(variable.name()).find()));
  }

  /** Leaves weights without weight decay. As in Keras, files don't hold it. */
  public Optimizer excludeFromWeightDecay(Predicate<Variable> excluded) {
    Objects.requireNonNull(excluded, "excluded");
    return with(
        copy ->
            copy.withoutDecay =
                Stream.concat(copy.withoutDecay.stream(), Stream.of(excluded)).toList());
  }

  /**
   * Multiplies the loss by this factor while gradients are computed, and divides them by it. It
   * keeps small gradients of half precision; in float32 it changes nothing.
   */
  public Optimizer lossScaleFactor(double factor) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw refused("lossScaleFactor", "a number above 0", String.valueOf(factor));
    }
    return with(copy -> copy.lossScaleFactor = factor);
  }

  /** Keeps an exponential average of the weights, which takes their place when training ends. */
  public Optimizer average(double momentum) {
    return with(
        copy -> {
          copy.average = true;
          copy.averageMomentum = momentum;
        });
  }

  public Optimizer averageOverwriteEvery(int steps) {
    return with(copy -> copy.averageEvery = steps);
  }

  /** Updates once in this number of steps, by the mean of their gradients. */
  public Optimizer gradientAccumulation(int steps) {
    if (steps < 1) {
      throw refused("gradientAccumulation", "at least 1", String.valueOf(steps));
    }
    return with(copy -> copy.accumulate = steps);
  }

  /** The same optimizer with another learning rate. */
  public Optimizer learningRate(double rate) {
    return with(
        copy -> {
          copy.learningRate = rate(rate);
          copy.schedule = null;
        });
  }

  /** The same with any rate: a file may hold one that no program could give. */
  protected final Optimizer anyRate(double rate) {
    return with(
        copy -> {
          copy.learningRate = rate;
          copy.schedule = null;
        });
  }

  public Optimizer learningRate(Schedule rates) {
    return with(copy -> copy.schedule = rates);
  }

  @Override
  public String module() {
    return "keras.optimizers";
  }

  @Override
  public Config config() {
    Config config = new Config();
    config.put("name", SnakeCase.of(className()));
    // Keras keeps the rate as a float32 and writes what is left of it
    config.put(
        "learning_rate", schedule == null ? (Object) (double) (float) learningRate : schedule);
    config.put("weight_decay", weightDecay == 0 ? null : weightDecay);
    config.put("clipnorm", clipped(Clipping.Kind.NORM));
    config.put("global_clipnorm", clipped(Clipping.Kind.GLOBAL_NORM));
    config.put("clipvalue", clipped(Clipping.Kind.VALUE));
    config.put("use_ema", average);
    config.put("ema_momentum", averageMomentum);
    config.put("ema_overwrite_frequency", averageEvery == 0 ? null : averageEvery);
    config.put("loss_scale_factor", lossScaleFactor);
    config.put("gradient_accumulation_steps", accumulate == 1 ? null : accumulate);
    describe(config);
    return config;
  }

  private @Nullable Double clipped(Clipping.Kind kind) {
    return clipping.kind() == kind ? clipping.limit() : null;
  }

  private Clipping clip(Clipping.Kind kind, double limit) {
    if (limit <= 0 || Double.isNaN(limit)) {
      throw refused("clip", "a limit above 0", String.valueOf(limit));
    }
    if (clipping.kind() != Clipping.Kind.NONE && clipping.kind() != kind) {
      throw refused("clip", "one of clipNorm, clipValue and globalClipNorm", "two of them");
    }
    return new Clipping(kind, limit);
  }

  private double rate(double rate) {
    if (!(rate >= 0) || Double.isInfinite(rate)) {
      throw refused("learningRate", "a number of at least 0", String.valueOf(rate));
    }
    return rate;
  }

  /** The exception for an option. */
  protected final StructureException refused(String option, String expected, String received) {
    return StructureException.of(
        className() + " cannot be made",
        new Problem("option", option, expected, "received " + received, ""));
  }

  /** A copy with a change. */
  protected final Optimizer with(Consumer<Optimizer> change) {
    try {
      Optimizer copy = (Optimizer) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
