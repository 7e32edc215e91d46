package dev.braid.internal.training;

import dev.braid.History;
import dev.braid.internal.logs.LogNames;
import java.util.List;

/**
 * The logs of a training run.
 *
 * @param epochs the logs of each epoch
 * @param names the names of all logs
 */
public record TrainingResult(List<History.Epoch> epochs, LogNames names) {
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
