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
 * owner, which is a layer, an output or the optimizer.
 */
public final class RunTraits {
  /** The option that holds the class of an owner. */
  public static final String CLASS = "class";

  private static final int LONGEST = 200;
  private static final int MOST_PROBLEMS = 10;

  private final Map<String, Map<String, String>> owners = new LinkedHashMap<>();

  /** Adds an option; long values are kept as their beginning and a hash. */
  public void put(String owner, String option, String value) {
    String kept =
        value.length() <= LONGEST
            ? value
            : value.substring(0, LONGEST) + "… (" + Integer.toHexString(value.hashCode()) + ")";
    owners.computeIfAbsent(owner, absent -> new LinkedHashMap<>()).put(option, kept);
  }

  /** The value of an option, or null. */
  public String get(String owner, String option) {
    return owners.getOrDefault(owner, Map.of()).get(option);
  }

  /**
   * The differences from a run that was backed up.
   *
   * @param begun the traits with which that run began
   * @param saved its traits when it was backed up: callbacks may have changed the learning rate or
   *     frozen layers, and a program may continue from a checkpoint that contains them
   */
  List<Problem> differences(RunTraits begun, RunTraits saved) {
    List<Problem> problems = new ArrayList<>();
    Set<String> all = new LinkedHashSet<>(begun.owners.keySet());
    all.addAll(owners.keySet());
    for (String owner : all) {
      if (!owners.containsKey(owner)) {
        problems.add(problem(owner, "a " + begun.get(owner, CLASS) + ", as in the backup", "none"));
      } else if (!begun.owners.containsKey(owner)) {
        problems.add(problem(owner, "none, as in the backup", "a " + get(owner, CLASS)));
      } else {
        compare(owner, begun, saved, problems);
      }
    }
    if (problems.size() > MOST_PROBLEMS) {
      int more = problems.size() - MOST_PROBLEMS;
      problems.subList(MOST_PROBLEMS, problems.size()).clear();
      problems.add(Problem.of("backup-mismatch", "", "there are " + more + " more differences"));
    }
    return problems;
  }

  private void compare(String owner, RunTraits begun, RunTraits saved, List<Problem> problems) {
    Set<String> options = new LinkedHashSet<>(begun.owners.get(owner).keySet());
    options.addAll(owners.get(owner).keySet());
    for (String option : options) {
      String mine = get(owner, option);
      String before = begun.get(owner, option);
      if (!Objects.equals(mine, before) && !Objects.equals(mine, saved.get(owner, option))) {
        problems.add(
            problem(
                owner,
                "the " + option + " " + (before == null ? "none" : before) + " of the backup",
                mine == null ? "none" : mine));
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
    for (int rest = in.readInt(); rest > 0; rest--) {
      String owner = in.readUTF();
      Map<String, String> options = new LinkedHashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        options.put(in.readUTF(), in.readUTF());
      }
      traits.owners.put(owner, options);
    }
    return traits;
  }
}
