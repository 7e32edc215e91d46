package dev.braid.benchmarks.workers;

import dev.braid.benchmarks.workloads.Samples;
import dev.braid.benchmarks.workloads.Size;
import dev.braid.benchmarks.workloads.Workload;

/** An engine inside its own process: it holds one model and trains it. */
interface Worker {
  /** What answers for the numbers: the engine's version and what it stands on. */
  String version();

  /**
   * Builds and compiles the model and takes the data.
   *
   * @return the number of trainable parameters
   * @throws CannotException if the engine has no words for the workload
   */
  long setup(Workload workload, Size size, Samples samples);

  /** Trains for so many epochs and gives the mean loss of each. */
  double[] train(int epochs);

  /** Predicts the first rows once and takes the numbers out. */
  void predict(int rows);
}
