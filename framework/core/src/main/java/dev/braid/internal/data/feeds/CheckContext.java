package dev.braid.internal.data.feeds;

import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.internal.data.arrays.ValueLimits;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The rules by which one data set is checked, and its name in messages.
 *
 * @param type FLOAT or DOUBLE, the type that the model computes in
 * @param scope which part of the call's data is checked
 * @param hasTargets whether targets are checked, or inputs alone
 * @param allowNonFinite whether NaN and infinite values are accepted
 * @param missingTargets whether NaN in a target stands for a missing one
 * @param classWeights by output; the empty name stands for the only output
 * @param prefix goes before every name in messages, such as {@code "validation: "}
 */
public record CheckContext(
    DataType type,
    DataScope scope,
    boolean hasTargets,
    boolean allowNonFinite,
    boolean missingTargets,
    Map<String, Map<Integer, Double>> classWeights,
    String prefix) {

  /** Which part of a call's data is checked. */
  public enum DataScope {
    /** All samples of a call that has options. */
    ALL_SAMPLES,
    /** One batch among many of such a call. */
    STREAMED_BATCH,
    /** The batch of a call that has no options, such as {@code trainOnBatch}. */
    SINGLE_BATCH
  }

  /** The rules for the data of a fit. */
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

  /** The rules for data that is evaluated. */
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

  /** The rules of a call without options: everything must be present and finite. */
  public static CheckContext ofSingleBatch(DataType type) {
    return new CheckContext(type, DataScope.SINGLE_BATCH, true, false, false, Map.of(), "");
  }

  /** The same rules for inputs alone. */
  public CheckContext withoutTargets() {
    return new CheckContext(type, scope, false, allowNonFinite, missingTargets, Map.of(), prefix);
  }

  /** The same rules for validation data, whose samples have no class weights. */
  public CheckContext ofValidation(String name) {
    String before = name.isEmpty() ? "validation: " : "validation " + name + ": ";
    return new CheckContext(
        type, scope, hasTargets, allowNonFinite, missingTargets, Map.of(), before);
  }

  /** The same rules for one batch among many. */
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

  /** Whether the call has options, which messages may then refer to. */
  boolean hasOptions() {
    return scope != DataScope.SINGLE_BATCH;
  }

  ValueLimits.Storage storage() {
    return type == DataType.DOUBLE ? ValueLimits.Storage.FLOAT64 : ValueLimits.Storage.FLOAT32;
  }

  /** The data set's name for a problem that concerns no single array. */
  String dataSet() {
    return prefix.isEmpty() ? "" : prefix.substring(0, prefix.lastIndexOf(':'));
  }
}
