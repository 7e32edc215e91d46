package dev.braid.training;

import dev.braid.Callback;
import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The logs that a run will have, known before it starts, and which way each gets better. */
public final class LogNames {
  private final Map<String, Direction> directions = new TreeMap<>();

  /**
   * Works out the names.
   *
   * @param trainee whose losses and metrics they are
   * @param validations the prefixes of the validation sets, such as {@code val}
   * @param callbacks which may add more
   */
  public LogNames(
      Trainee<?> trainee, Collection<String> validations, Collection<Callback> callbacks) {
    Map<String, Direction> own = new TreeMap<>();
    own.put("loss", Direction.MIN);
    if (trainee.lossOutputs().size() > 1) {
      trainee.lossOutputs().forEach(output -> own.put(output + "_loss", Direction.MIN));
    }
    trainee.metrics().forEach(metric -> own.put(metric.name(), metric.direction()));
    directions.putAll(own);
    for (String prefix : validations) {
      own.forEach((name, direction) -> directions.put(prefix + "_" + name, direction));
    }
    for (Callback callback : callbacks) {
      callback.adds().forEach(name -> directions.putIfAbsent(name, Direction.UNKNOWN));
    }
  }

  public Set<String> all() {
    return directions.keySet();
  }

  Map<String, Direction> directions() {
    return directions;
  }

  /** Finds every monitor that will never be logged. */
  List<Problem> missing(Collection<Callback> callbacks) {
    List<Problem> problems = new ArrayList<>();
    for (Callback callback : callbacks) {
      for (String monitor : callback.monitors()) {
        if (!directions.containsKey(monitor)) {
          problems.add(missing(callback, monitor));
        }
      }
    }
    return problems;
  }

  private Problem missing(Callback callback, String monitor) {
    Problem plain = Closest.unknown("monitor", monitor, all());
    String told = name(callback) + " monitors a value that will never exist: " + plain.received();
    boolean validation =
        monitor.startsWith("val_") && directions.containsKey(monitor.substring("val_".length()));
    String fix =
        validation
            ? "Pass validationData(x, y) or validationSplit(0.2), or monitor \""
                + monitor.substring("val_".length())
                + "\"."
            : plain.fix();
    return Problem.of("monitor", monitor, told).fix(fix);
  }

  boolean directionKnown(String log) {
    return directions.getOrDefault(log, Direction.UNKNOWN) != Direction.UNKNOWN;
  }

  boolean higherIsBetter(String log) {
    Direction direction = directions.get(log);
    if (direction == null) {
      throw StructureException.of(
          "This run has no such log", Closest.unknown("monitor", log, all()));
    }
    if (direction == Direction.UNKNOWN) {
      throw StructureException.of(
          "The direction of a monitored value is not known",
          Problem.of("monitor", log, "it may be better high or low")
              .fix("Say mode(\"min\") or mode(\"max\")."));
    }
    return direction == Direction.MAX;
  }

  static String name(Callback callback) {
    Class<?> type = callback.getClass();
    return type.getSimpleName().isEmpty()
        ? "a callback (" + type.getName() + ")"
        : type.getSimpleName();
  }
}
