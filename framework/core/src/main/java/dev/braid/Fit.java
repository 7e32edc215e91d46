package dev.braid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to train; every method returns a changed copy.
 *
 * <p>Values are checked, with everything else, by the call that the options are given to.
 */
public final class Fit {

  /** How a validation split selects samples. */
  public enum Split {
    /** The last ones, before any shuffling. */
    TAIL,
    /** Random samples. */
    SHUFFLED,
    /** Random samples, the same fraction of every class. */
    STRATIFIED
  }

  /**
   * Data to validate on after an epoch.
   *
   * @param name goes between {@code val_} and the log's name; empty for the usual one
   * @param x the inputs, or data that contains targets
   * @param y the targets; null where the data contains them
   * @param weights the sample weights; null for none
   */
  public record Validation(String name, Object x, @Nullable Object y, @Nullable Object weights) {}

  private int epochs;
  private int initialEpoch;
  private OptionalInt batchSize = OptionalInt.empty();
  private boolean shuffle = true;
  private OptionalDouble validationSplit = OptionalDouble.empty();
  private Split split = Split.TAIL;
  private List<Validation> validations = List.of();
  private List<Callback> callbacks = List.of();
  private @Nullable Object sampleWeight;
  private Map<String, Map<Integer, Double>> classWeights = Map.of();
  private OptionalInt stepsPerEpoch = OptionalInt.empty();
  private OptionalInt validationSteps = OptionalInt.empty();
  private OptionalInt validationBatchSize = OptionalInt.empty();
  private int validationFreq = 1;
  private Verbosity verbosity = Verbosity.BAR;
  private boolean allowNonFinite;
  private boolean missingTargets;
  private int workers = 1;

  private Fit(int epochs) {
    this.epochs = epochs;
  }

  /** Trains until this many epochs are done. */
  public static Fit forEpochs(int epochs) {
    return new Fit(epochs);
  }

  private Fit with(Consumer<Fit> change) {
    Fit copy = new Fit(epochs);
    copy.initialEpoch = initialEpoch;
    copy.batchSize = batchSize;
    copy.shuffle = shuffle;
    copy.validationSplit = validationSplit;
    copy.split = split;
    copy.validations = validations;
    copy.callbacks = callbacks;
    copy.sampleWeight = sampleWeight;
    copy.classWeights = classWeights;
    copy.stepsPerEpoch = stepsPerEpoch;
    copy.validationSteps = validationSteps;
    copy.validationBatchSize = validationBatchSize;
    copy.validationFreq = validationFreq;
    copy.verbosity = verbosity;
    copy.allowNonFinite = allowNonFinite;
    copy.missingTargets = missingTargets;
    copy.workers = workers;
    change.accept(copy);
    return copy;
  }

  /** Trains until this many epochs are done, counted from 0. */
  public Fit epochs(int last) {
    return with(copy -> copy.epochs = last);
  }

  /** The epoch to begin with, from 0. */
  public Fit initialEpoch(int first) {
    return with(copy -> copy.initialEpoch = first);
  }

  /** The number of samples of a step; 32 by default. */
  public Fit batchSize(int samples) {
    return with(copy -> copy.batchSize = OptionalInt.of(samples));
  }

  /** Whether the samples change their order in every epoch; they do when not said. */
  public Fit shuffle(boolean on) {
    return with(copy -> copy.shuffle = on);
  }

  /** Validates on the last fraction of the samples, in the order before shuffling. */
  public Fit validationSplit(double part) {
    return split(part, Split.TAIL);
  }

  /** Validates on a random fraction of the samples. */
  public Fit shuffledValidationSplit(double part) {
    return split(part, Split.SHUFFLED);
  }

  /** Validates on a random fraction of the samples, the same for every class. */
  public Fit stratifiedValidationSplit(double part) {
    return split(part, Split.STRATIFIED);
  }

  private Fit split(double part, Split kind) {
    return with(
        copy -> {
          copy.validationSplit = OptionalDouble.of(part);
          copy.split = kind;
        });
  }

  /** Validates on data that contains targets. */
  public Fit validationData(Object data) {
    return validate(new Validation("", data, null, null));
  }

  /** Validates on these samples. */
  public Fit validationData(Object x, Object y) {
    return validate(new Validation("", x, y, null));
  }

  /** Validates on these samples, weighted. */
  public Fit validationData(Object x, Object y, Object weights) {
    return validate(new Validation("", x, y, weights));
  }

  /** Validates on one more set of samples, whose logs begin with {@code val_name_}. */
  public Fit validationData(String name, Object x, Object y) {
    return validate(new Validation(name, x, y, null));
  }

  /** Validates on one more set of samples, weighted, whose logs begin with {@code val_name_}. */
  public Fit validationData(String name, Object x, Object y, Object weights) {
    return validate(new Validation(name, x, y, weights));
  }

  private Fit validate(Validation more) {
    List<Validation> all = new ArrayList<>(validations);
    all.removeIf(other -> other.name().equals(more.name()));
    all.add(more);
    return with(copy -> copy.validations = List.copyOf(all));
  }

  /** Adds callbacks. */
  public Fit callbacks(Callback... more) {
    List<Callback> all = new ArrayList<>(callbacks);
    Collections.addAll(all, more);
    return with(copy -> copy.callbacks = List.copyOf(all));
  }

  /** How much each sample counts: one array, a list of arrays, or a map by output name. */
  public Fit sampleWeight(Object weights) {
    return with(copy -> copy.sampleWeight = weights);
  }

  /** How much the samples of each class count, for a model with one output. */
  public Fit classWeight(Map<Integer, Double> weights) {
    return classWeight("", weights);
  }

  /** How much the samples of each class count for one output. */
  public Fit classWeight(String output, Map<Integer, Double> weights) {
    Map<String, Map<Integer, Double>> all = new LinkedHashMap<>(classWeights);
    all.put(output, Map.copyOf(weights));
    return with(copy -> copy.classWeights = Collections.unmodifiableMap(all));
  }

  /** Ends an epoch after this number of batches. */
  public Fit stepsPerEpoch(int batches) {
    return with(copy -> copy.stepsPerEpoch = OptionalInt.of(batches));
  }

  /** Ends a validation after this number of batches. */
  public Fit validationSteps(int batches) {
    return with(copy -> copy.validationSteps = OptionalInt.of(batches));
  }

  /** The batch size of the validation; that of the training by default. */
  public Fit validationBatchSize(int samples) {
    return with(copy -> copy.validationBatchSize = OptionalInt.of(samples));
  }

  /** Validates after every n-th epoch. */
  public Fit validationFreq(int epochs) {
    return with(copy -> copy.validationFreq = epochs);
  }

  /** How much to tell. */
  public Fit verbose(Verbosity verbosity) {
    return with(copy -> copy.verbosity = verbosity);
  }

  /** Accepts NaN and infinite values. */
  public Fit allowNonFinite() {
    return with(copy -> copy.allowNonFinite = true);
  }

  /** Takes NaN in a target as missing: it counts in no loss and no metric. */
  public Fit missingTargets() {
    return with(copy -> copy.missingTargets = true);
  }

  /** How many threads read batches from a {@link BatchSource}. */
  public Fit workers(int threads) {
    return with(copy -> copy.workers = threads);
  }

  public int epochs() {
    return epochs;
  }

  public int initialEpoch() {
    return initialEpoch;
  }

  /** The size that was set, if any. */
  public OptionalInt batchSize() {
    return batchSize;
  }

  public boolean shuffle() {
    return shuffle;
  }

  public OptionalDouble validationSplit() {
    return validationSplit;
  }

  /** How the validation split selects samples. */
  public Split split() {
    return split;
  }

  public List<Validation> validations() {
    return validations;
  }

  public List<Callback> callbacks() {
    return callbacks;
  }

  /** The weights; null without. */
  public @Nullable Object sampleWeight() {
    return sampleWeight;
  }

  /** Class weights by output; the empty name stands for the only output. */
  public Map<String, Map<Integer, Double>> classWeights() {
    return classWeights;
  }

  public OptionalInt stepsPerEpoch() {
    return stepsPerEpoch;
  }

  public OptionalInt validationSteps() {
    return validationSteps;
  }

  public OptionalInt validationBatchSize() {
    return validationBatchSize;
  }

  public int validationFreq() {
    return validationFreq;
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
}
