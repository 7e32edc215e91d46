package dev.braid.internal.logs;

import dev.braid.Callback;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.names.NameSuggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The names of all logs of a run, known before it starts; the only place that parses them. */
public final class LogNames {
  private final List<String> outputs;
  private final List<String> sets = new ArrayList<>();
  private final Map<String, LogName> logs = new TreeMap<>();
  private final List<Problem> clashes = new ArrayList<>();

  /**
   * Derives the names.
   *
   * @param outputs the model's outputs
   * @param lossOutputs the outputs that have a loss
   * @param metrics the compiled metrics
   * @param validations the prefixes of the validation sets, such as {@code val}
   * @param callbacks the callbacks, which may add logs
   */
  public LogNames(
      List<String> outputs,
      List<String> lossOutputs,
      List<LogName> metrics,
      Collection<String> validations,
      Collection<Callback> callbacks) {
    this(outputs, validations);
    List<LogName> own = new ArrayList<>();
    own.add(LogName.training("", "loss", ScoreDirection.MIN));
    if (lossOutputs.size() > 1) {
      lossOutputs.forEach(output -> own.add(LogName.training(output, "loss", ScoreDirection.MIN)));
    }
    own.addAll(metrics);
    own.forEach(this::add);
    for (String set : validations) {
      own.forEach(log -> add(log.on(set)));
    }
    for (Callback callback : callbacks) {
      callback.adds().forEach(name -> logs.putIfAbsent(name, of(name)));
    }
  }

  private LogNames(List<String> outputs, Collection<String> validations) {
    this.outputs = outputs.size() > 1 ? List.copyOf(outputs) : List.of();
    sets.add("");
    sets.addAll(validations);
    if (!sets.contains(LogName.VALIDATION)) {
      sets.add(LogName.VALIDATION);
    }
  }

  /** The names that a model with these outputs may log, where its metrics are unknown. */
  public static LogNames ofOutputs(List<String> outputs) {
    return new LogNames(outputs, List.of());
  }

  /** These names and no others. */
  public static LogNames of(Collection<LogName> all) {
    LogNames names =
        new LogNames(
            all.stream().map(LogName::output).filter(name -> !name.isEmpty()).distinct().toList(),
            all.stream().map(LogName::set).filter(name -> !name.isEmpty()).distinct().toList());
    all.forEach(names::add);
    return names;
  }

  private void add(LogName log) {
    LogName before = logs.putIfAbsent(log.name(), log);
    if (before != null) {
      clashes.add(
          new Problem(
              "duplicate-log",
              log.name(),
              "one value of this name",
              "received two, " + before.told() + " and " + log.told(),
              log.set().equals(before.set())
                  ? "Rename an output or a metric."
                  : "Give the validation data another name."));
    }
  }

  public Set<String> all() {
    return logs.keySet();
  }

  /** The outputs in the model's order; none where logs don't name them. */
  public List<String> outputs() {
    return outputs;
  }

  /** The sets of samples in order: training, which is the empty name, then validation sets. */
  public List<String> sets() {
    return sets;
  }

  /**
   * Parses a name.
   *
   * <p>An unknown name belongs to the longest set and output that it begins with; it improves in
   * the same direction as the same score of the training samples.
   */
  public LogName of(String name) {
    LogName known = logs.get(name);
    if (known != null) {
      return known;
    }
    String set = prefix(name, sets);
    String base = rest(name, set);
    LogName same = logs.get(base);
    if (same != null) {
      return same.on(set);
    }
    String output = prefix(base, outputs);
    return new LogName(set, output, rest(base, output), ScoreDirection.UNKNOWN);
  }

  private static String prefix(String name, Collection<String> candidates) {
    String longest = "";
    for (String candidate : candidates) {
      if (name.startsWith(candidate + '_') && candidate.length() > longest.length()) {
        longest = candidate;
      }
    }
    return longest;
  }

  private static String rest(String name, String prefix) {
    return prefix.isEmpty() ? name : name.substring(prefix.length() + 1);
  }

  /** Finds every monitor that will never be logged, and every name that two values would share. */
  public List<Problem> problems(Collection<Callback> callbacks) {
    List<Problem> problems = new ArrayList<>(clashes);
    for (Callback callback : callbacks) {
      for (String monitor : callback.monitors()) {
        if (!logs.containsKey(monitor)) {
          problems.add(missing(callback, monitor));
        }
      }
    }
    return problems;
  }

  private Problem missing(Callback callback, String monitor) {
    Problem plain = NameSuggestion.unknown("monitor", monitor, all());
    String told = name(callback) + " monitors a value that will never exist: " + plain.received();
    return Problem.of("monitor", monitor, told)
        .fix(withoutValidation(monitor).or(() -> ofNamedSet(monitor)).orElse(plain.fix()));
  }

  /** The fix for a value of a validation set that the run does not have. */
  private Optional<String> withoutValidation(String monitor) {
    String set = LogName.VALIDATION + '_';
    if (!monitor.startsWith(set) || !logs.containsKey(monitor.substring(set.length()))) {
      return Optional.empty();
    }
    String base = monitor.substring(set.length());
    return Optional.of(
        validated(base)
            .map(named -> "Monitor \"" + named + "\", or pass validationData(x, y) without a name.")
            .orElse(
                "Pass validationData(x, y) or validationSplit(0.2), or monitor \"" + base + "\"."));
  }

  /** The fix for the name of a validation set without the prefix {@code val_}. */
  private Optional<String> ofNamedSet(String monitor) {
    String full = LogName.set(monitor);
    return logs.containsKey(full)
        ? Optional.of("Did you mean \"" + full + "\"?")
        : Optional.empty();
  }

  private Optional<String> validated(String base) {
    return logs.values().stream()
        .filter(log -> !log.set().isEmpty() && log.base().equals(base))
        .map(LogName::name)
        .findFirst();
  }

  public boolean directionKnown(String log) {
    LogName name = logs.get(log);
    return name != null && name.direction() != ScoreDirection.UNKNOWN;
  }

  public boolean higherIsBetter(String log) {
    LogName name = logs.get(log);
    if (name == null) {
      throw StructureException.of(
          "This run has no log with this name", NameSuggestion.unknown("monitor", log, all()));
    }
    if (name.direction() == ScoreDirection.UNKNOWN) {
      throw StructureException.of(
          "The direction of a monitored value is not known",
          Problem.of("monitor", log, "it may be better high or low")
              .fix("Say mode(\"min\") or mode(\"max\")."));
    }
    return name.direction() == ScoreDirection.MAX;
  }

  public static String name(Callback callback) {
    Class<?> type = callback.getClass();
    return type.getSimpleName().isEmpty()
        ? "a callback (" + type.getName() + ")"
        : type.getSimpleName();
  }
}
