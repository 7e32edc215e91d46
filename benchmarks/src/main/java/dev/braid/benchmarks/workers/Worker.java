package dev.braid.benchmarks.workers;

import dev.braid.benchmarks.workloads.Samples;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;

/** An engine inside its process, with one model. */
interface Worker {
  /** The version of the engine and of its libraries. */
  String version();

  /**
   * Builds and compiles the model and receives the data.
   *
   * @return the number of trainable parameters
   * @throws UnsupportedWorkloadException if the engine does not support the workload
   */
  long setup(Workload workload, WorkloadSize size, Samples samples);

  /** Trains for a number of epochs and returns the mean loss of each. */
  double[] train(int epochs);

  /** Predicts the first rows once and reads the results. */
  void predict(int rows);
}
