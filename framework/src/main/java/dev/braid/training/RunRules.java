package dev.braid.training;

import dev.braid.Callback;
import dev.braid.Problem;
import java.util.List;

/** Looks at what a run is about to do before its first step. */
final class RunRules {
  private RunRules() {}

  /** Callbacks that set a learning rate which a schedule gives; Keras refuses that too. */
  static List<Problem> scheduled(Trainee<?> trainee, List<Callback> callbacks) {
    return trainee.schedule().stream()
        .flatMap(
            schedule ->
                callbacks.stream()
                    .filter(Callback::setsLearningRate)
                    .map(callback -> RunContext.scheduled(LogNames.name(callback), schedule)))
        .toList();
  }
}
