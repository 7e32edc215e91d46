package dev.braid.benchmarks.workloads;

import dev.braid.Model;
import java.util.List;
import java.util.function.Function;

/**
 * A model to train and the data that it learns from; Python's side of it stands in peers.py under
 * the same name.
 *
 * @param name as on the command line
 * @param title as in the table
 * @param usual the size that the table shows
 * @param batches in an epoch
 * @param classes how many the labels have; 2 means one sigmoid, more a softmax
 * @param ports the inputs of the model, in its order
 * @param model makes Braid's model, not yet compiled
 */
public record Workload(
    String name,
    String title,
    Size usual,
    int batches,
    int classes,
    Function<Size, List<Port>> ports,
    Function<Size, Model> model) {

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
