package dev.braid.internal.training;

import dev.braid.Problem;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The properties of a model and its compilation that determine the results of a run: options by
 * owner, where an owner is a layer, an output or the optimizer.
 */
public final class RunTraits {
  /** The option for the class of an owner. */
  public static final String CLASS = "class";

  private static final int MAX_LENGTH = 200;
  private static final int MAX_PROBLEMS = 10;

  private final Map<String, Map<String, String>> owners = new LinkedHashMap<>();

  /** Adds an option; of a long value, the beginning and a hash are stored. */
  public void put(String owner, String option, String value) {
    String stored =
        value.length() <= MAX_LENGTH
            ? value
            : value.substring(0, MAX_LENGTH) + "… (" + Integer.toHexString(value.hashCode()) + ")";
    owners.computeIfAbsent(owner, absent -> new LinkedHashMap<>()).put(option, stored);
  }

  /** Returns the value of an option, or null. */
  public String get(String owner, String option) {
    return owners.getOrDefault(owner, Map.of()).get(option);
  }

  /**
   * Returns the differences from a run that was backed up.
   *
   * @param initialTraits the traits at the beginning of that run
   * @param saved its traits at the time of the backup: callbacks may have changed the learning rate
   *     or frozen layers, and a program may continue from a checkpoint that contains them
   */
  List<Problem> differences(RunTraits initialTraits, RunTraits saved) {
    List<Problem> problems = new ArrayList<>();
    Set<String> all = new LinkedHashSet<>(initialTraits.owners.keySet());
    all.addAll(owners.keySet());
    for (String owner : all) {
      if (!owners.containsKey(owner)) {
        problems.add(
            problem(owner, "a " + initialTraits.get(owner, CLASS) + ", as in the backup", "none"));
      } else if (!initialTraits.owners.containsKey(owner)) {
        problems.add(problem(owner, "none, as in the backup", "a " + get(owner, CLASS)));
      } else {
        compare(owner, initialTraits, saved, problems);
      }
    }
    if (problems.size() > MAX_PROBLEMS) {
      int more = problems.size() - MAX_PROBLEMS;
      problems.subList(MAX_PROBLEMS, problems.size()).clear();
      problems.add(Problem.of("backup-mismatch", "", "there are " + more + " more differences"));
    }
    return problems;
  }

  private void compare(
      String owner, RunTraits initialTraits, RunTraits saved, List<Problem> problems) {
    Set<String> options = new LinkedHashSet<>(initialTraits.owners.get(owner).keySet());
    options.addAll(owners.get(owner).keySet());
    for (String option : options) {
      String current = get(owner, option);
      String initial = initialTraits.get(owner, option);
      if (!Objects.equals(current, initial) && !Objects.equals(current, saved.get(owner, option))) {
        problems.add(
            problem(
                owner,
                "the " + option + " " + (initial == null ? "none" : initial) + " of the backup",
                current == null ? "none" : current));
        if (option.equals(CLASS)) {
          return;
        }
      }
    }
  }

  private static Problem problem(String owner, String expected, String received) {
    return new Problem(
        "backup-mismatch",
        owner,
        expected,
        "received " + received,
        "Build and compile the model as before, or delete the backup to begin again.");
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(owners.size());
    for (Map.Entry<String, Map<String, String>> owner : owners.entrySet()) {
      out.writeUTF(owner.getKey());
      out.writeInt(owner.getValue().size());
      for (Map.Entry<String, String> option : owner.getValue().entrySet()) {
        out.writeUTF(option.getKey());
        out.writeUTF(option.getValue());
      }
    }
  }

  static RunTraits read(DataInput in) throws IOException {
    RunTraits traits = new RunTraits();
    for (int count = in.readInt(); count > 0; count--) {
      String owner = in.readUTF();
      Map<String, String> options = new LinkedHashMap<>();
      for (int entries = in.readInt(); entries > 0; entries--) {
        options.put(in.readUTF(), in.readUTF());
      }
      traits.owners.put(owner, options);
    }
    return traits;
  }
}
