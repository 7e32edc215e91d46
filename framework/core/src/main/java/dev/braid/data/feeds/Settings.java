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
 * @param options whether the call takes options, which messages may then point to
 */
public record Settings(
    DataType type,
    boolean allowNonFinite,
    boolean missingTargets,
    Map<String, Map<Integer, Double>> classWeights,
    String prefix,
    boolean partial,
    boolean options) {

  /** Everything must be there and finite, as a call without options wants it. */
  public static Settings strict(DataType type) {
    return new Settings(type, false, false, Map.of(), "", false, false);
  }

  Limits.Storage storage() {
    return type == DataType.DOUBLE ? Limits.Storage.FLOAT64 : Limits.Storage.FLOAT32;
  }

  /** The same for validation data, whose samples have no class weights. */
  public Settings validation(String name) {
    String before = name.isEmpty() ? "validation: " : "validation " + name + ": ";
    return new Settings(type, allowNonFinite, missingTargets, Map.of(), before, partial, options);
  }

  /** Who is meant by a problem that is about no single name. */
  String whole() {
    return prefix.isEmpty() ? "" : prefix.substring(0, prefix.lastIndexOf(':'));
  }

  /** The same for one batch of many. */
  public Settings ofBatch() {
    return new Settings(type, allowNonFinite, missingTargets, classWeights, prefix, true, options);
  }
}
