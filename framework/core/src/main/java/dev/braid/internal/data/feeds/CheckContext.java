package dev.braid.internal.data.feeds;

import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.internal.data.arrays.ValueLimits;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The rules by which one data set is checked, and its name in messages.
 *
 * @param type the type that the model computes in, FLOAT or DOUBLE
 * @param scope the scope of the data that is checked
 * @param hasTargets whether targets are checked, not only inputs
 * @param allowNonFinite whether NaN and infinite values are accepted
 * @param missingTargets whether NaN in a target is a missing target
 * @param classWeights the class weights by output; the empty name is the only output
 * @param prefix the text before every name in messages, such as {@code "validation: "}
 */
public record CheckContext(
    DataType type,
    DataScope scope,
    boolean hasTargets,
    boolean allowNonFinite,
    boolean missingTargets,
    Map<String, Map<Integer, Double>> classWeights,
    String prefix) {

  /** The scope of the checked data in the data of a call. */
  public enum DataScope {
    /** All samples of a call with options. */
    ALL_SAMPLES,
    /** One batch of a stream in such a call. */
    STREAMED_BATCH,
    /** The batch of a call without options, such as {@code trainOnBatch}. */
    SINGLE_BATCH
  }

  /** Returns the rules for the data of a fit. */
  public static CheckContext of(DataType type, Fit fit) {
    return new CheckContext(
        type,
        DataScope.ALL_SAMPLES,
        true,
        fit.allowsNonFinite(),
        fit.allowsMissingTargets(),
        fit.classWeights(),
        "");
  }

  /** Returns the rules for the data of an evaluation. */
  public static CheckContext of(DataType type, Eval eval) {
    return new CheckContext(
        type,
        DataScope.ALL_SAMPLES,
        true,
        eval.allowsNonFinite(),
        eval.allowsMissingTargets(),
        Map.of(),
        "");
  }

  /** Returns the rules of a call without options: all values must be present and finite. */
  public static CheckContext ofSingleBatch(DataType type) {
    return new CheckContext(type, DataScope.SINGLE_BATCH, true, false, false, Map.of(), "");
  }

  /** Returns the same rules for inputs only. */
  public CheckContext withoutTargets() {
    return new CheckContext(type, scope, false, allowNonFinite, missingTargets, Map.of(), prefix);
  }

  /** Returns the same rules for validation data, which have no class weights. */
  public CheckContext ofValidation(String name) {
    String validationPrefix = name.isEmpty() ? "validation: " : "validation " + name + ": ";
    return new CheckContext(
        type, scope, hasTargets, allowNonFinite, missingTargets, Map.of(), validationPrefix);
  }

  /** Returns the same rules for one batch of a stream. */
  public CheckContext ofStreamedBatch() {
    return new CheckContext(
        type,
        DataScope.STREAMED_BATCH,
        hasTargets,
        allowNonFinite,
        missingTargets,
        classWeights,
        prefix);
  }

  /** Returns whether the call has options, which messages may then mention. */
  boolean hasOptions() {
    return scope != DataScope.SINGLE_BATCH;
  }

  ValueLimits.Storage storage() {
    return type == DataType.DOUBLE ? ValueLimits.Storage.FLOAT64 : ValueLimits.Storage.FLOAT32;
  }

  /** Returns the data set's name for a problem that concerns no single array. */
  String dataSet() {
    return prefix.isEmpty() ? "" : prefix.substring(0, prefix.lastIndexOf(':'));
  }
}
