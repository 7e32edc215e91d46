package dev.braid.data.feeds;

import dev.braid.data.arrays.Limits;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * How data is checked and stored.
 *
 * @param type FLOAT or DOUBLE, what the model computes in
 * @param allowNonFinite whether NaN and infinite numbers are taken as they are
 * @param missingTargets whether NaN in a target stands for a missing one
 * @param classWeights by output; the empty name stands for the only output
 * @param prefix goes before every name in messages, such as {@code "validation: "}
 * @param partial whether the data is one batch of many
 */
public record Settings(
    DataType type,
    boolean allowNonFinite,
    boolean missingTargets,
    Map<String, Map<Integer, Double>> classWeights,
    String prefix,
    boolean partial) {

  /** Everything must be there and finite. */
  public static Settings strict(DataType type) {
    return new Settings(type, false, false, Map.of(), "", false);
  }

  Limits.Storage storage() {
    return type == DataType.DOUBLE ? Limits.Storage.FLOAT64 : Limits.Storage.FLOAT32;
  }

  /** The same for validation data, whose samples have no class weights. */
  public Settings validation(String name) {
    String before = name.isEmpty() ? "validation: " : "validation " + name + ": ";
    return new Settings(type, allowNonFinite, missingTargets, Map.of(), before, partial);
  }

  /** The same for one batch of many. */
  public Settings ofBatch() {
    return new Settings(type, allowNonFinite, missingTargets, classWeights, prefix, true);
  }
}
