package dev.braid;

import dev.braid.internal.names.NameSuggestion;
import dev.braid.internal.text.KerasNumber;
import dev.braid.internal.text.PrintableText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Named scores at one moment: of a batch, an epoch or an evaluation. */
public final class Logs {
  private static final Logs NONE = new Logs(Map.of());

  private final Map<String, Double> values;

  private Logs(Map<String, Double> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Copies the values in the map's order. */
  public static Logs of(Map<String, Double> values) {
    return values.isEmpty() ? NONE : new Logs(values);
  }

  /** Logs before anything was measured. */
  public static Logs none() {
    return NONE;
  }

  /**
   * The value of that name.
   *
   * @throws StructureException where there is none, listing what there is
   */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw StructureException.of(
          "The logs have no value with this name", NameSuggestion.unknown(name, values));
    }
    return value;
  }

  /** Whether a value of that name was measured. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** All values by name, in Keras' order. */
  public Map<String, Double> map() {
    return values;
  }

  /** The same logs and one value more, or changed. */
  public Logs with(String name, double value) {
    Map<String, Double> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Logs(more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Logs logs && values.equals(logs.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Reads like the progress line: {@code accuracy: 0.9375 - loss: 0.2141}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> PrintableText.line(entry.getKey()) + ": " + KerasNumber.of(entry.getValue()))
        .collect(Collectors.joining(" - "));
  }
}
