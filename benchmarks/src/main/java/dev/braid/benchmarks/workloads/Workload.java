package dev.braid.benchmarks.workloads;

import dev.braid.Model;
import java.util.List;
import java.util.function.Function;

/**
 * A model to train with its data; its Python version is in peers.py under the same name.
 *
 * @param name the name on the command line
 * @param title the title in the table
 * @param usual the default size
 * @param batches in an epoch
 * @param classes the number of classes; 2 means one sigmoid, more a softmax
 * @param ports the inputs of the model, in its order
 * @param model builds Braid's model, not yet compiled
 */
public record Workload(
    String name,
    String title,
    WorkloadSize usual,
    int batches,
    int classes,
    Function<WorkloadSize, List<InputData>> ports,
    Function<WorkloadSize, Model> model) {

  public boolean hasSequences() {
    return usual.length() > 0;
  }

  public boolean binary() {
    return classes == 2;
  }

  @Override
  public String toString() {
    return name;
  }
}
