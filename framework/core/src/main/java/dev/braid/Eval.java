package dev.braid;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How to evaluate or predict; every method returns a changed copy.
 *
 * <p>Values are checked, with everything else, by the call that the options are given to.
 */
public final class Eval {
  private static final Eval DEFAULTS = new Eval();

  private OptionalInt batchSize = OptionalInt.empty();
  private OptionalInt steps = OptionalInt.empty();
  private @Nullable Object sampleWeight;
  private Verbosity verbosity = Verbosity.SILENT;
  private boolean allowNonFinite;
  private boolean missingTargets;
  private int workers = 1;
  private List<Callback> callbacks = List.of();

  private Eval() {}

  private Eval(Eval other) {
    batchSize = other.batchSize;
    steps = other.steps;
    sampleWeight = other.sampleWeight;
    verbosity = other.verbosity;
    allowNonFinite = other.allowNonFinite;
    missingTargets = other.missingTargets;
    workers = other.workers;
    callbacks = other.callbacks;
  }

  /** Batches of 32 samples, without weights, in silence. */
  public static Eval defaults() {
    return DEFAULTS;
  }

  /** How many samples go through the model at once; 32 when not said. */
  public Eval batchSize(int samples) {
    Eval copy = new Eval(this);
    copy.batchSize = OptionalInt.of(samples);
    return copy;
  }

  /** Ends after this number of batches. */
  public Eval steps(int batches) {
    Eval copy = new Eval(this);
    copy.steps = OptionalInt.of(batches);
    return copy;
  }

  /** How much each sample counts: one array, a list of arrays, or a map by output name. */
  public Eval sampleWeight(Object weights) {
    Eval copy = new Eval(this);
    copy.sampleWeight = weights;
    return copy;
  }

  /** How much to tell. */
  public Eval verbose(Verbosity verbosity) {
    Eval copy = new Eval(this);
    copy.verbosity = verbosity;
    return copy;
  }

  /** Accepts NaN and infinite values. */
  public Eval allowNonFinite() {
    Eval copy = new Eval(this);
    copy.allowNonFinite = true;
    return copy;
  }

  /** Takes NaN in a target as missing: it counts in no loss and no metric. */
  public Eval missingTargets() {
    Eval copy = new Eval(this);
    copy.missingTargets = true;
    return copy;
  }

  /** How many threads read batches from a {@link BatchSource}. */
  public Eval workers(int threads) {
    Eval copy = new Eval(this);
    copy.workers = threads;
    return copy;
  }

  /** Adds callbacks, whose hooks for tests or predictions are called. */
  public Eval callbacks(Callback... more) {
    List<Callback> all = new ArrayList<>(callbacks);
    all.addAll(List.of(more));
    Eval copy = new Eval(this);
    copy.callbacks = List.copyOf(all);
    return copy;
  }

  /** The size that was set, if any. */
  public OptionalInt batchSize() {
    return batchSize;
  }

  public OptionalInt steps() {
    return steps;
  }

  /** The weights; null without. */
  public @Nullable Object sampleWeight() {
    return sampleWeight;
  }

  public Verbosity verbosity() {
    return verbosity;
  }

  public boolean allowsNonFinite() {
    return allowNonFinite;
  }

  public boolean allowsMissingTargets() {
    return missingTargets;
  }

  public int workers() {
    return workers;
  }

  public List<Callback> callbacks() {
    return callbacks;
  }
}
