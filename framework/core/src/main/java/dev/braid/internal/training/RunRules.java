package dev.braid.internal.training;

import dev.braid.Callback;
import dev.braid.Fit;
import dev.braid.Problem;
import dev.braid.internal.logs.LogNames;
import dev.braid.notices.Notices;
import java.util.List;
import java.util.stream.IntStream;

/** Checks a run before its first step. */
final class RunRules {
  private RunRules() {}

  /**
   * Returns the problems of callbacks that set a scheduled learning rate, which Keras rejects too.
   */
  static List<Problem> scheduled(TrainableModel<?> model, List<Callback> callbacks) {
    return model.schedule().stream()
        .flatMap(
            schedule ->
                callbacks.stream()
                    .filter(Callback::setsLearningRate)
                    .map(callback -> RunContext.scheduled(LogNames.name(callback), schedule)))
        .toList();
  }

  /** Shows a notice if validation data is never used. */
  static void showValidation(Fit fit) {
    boolean used =
        IntStream.range(fit.initialEpoch(), fit.epochs())
            .anyMatch(epoch -> validatesAfter(epoch, fit));
    if (!used) {
      Notices.show(
          "validation-freq",
          "validationFreq("
              + fit.validationFreq()
              + ") validates after none of the epochs to "
              + fit.epochs()
              + ". Validate more often.");
    }
  }

  /** Returns whether a run validates after an epoch, counted from 0. */
  static boolean validatesAfter(int epoch, Fit fit) {
    return (epoch + 1) % fit.validationFreq() == 0;
  }

  /** Shows a notice if a run can change nothing. */
  static void showNotices(TrainableModel<?> model, List<Callback> callbacks) {
    if (!model.trains()) {
      Notices.show(
          "all-frozen",
          "training of the model \""
              + model.name()
              + "\" changes no weight: every layer that has weights is frozen. Let some train again"
              + " with unfreeze(name).");
    }
    if (model.schedule().isEmpty()
        && model.learningRate() == 0
        && callbacks.stream().noneMatch(Callback::setsLearningRate)) {
      Notices.show(
          "learning-rate",
          "training of the model \""
              + model.name()
              + "\" changes no weight: the learning rate is 0. Compile with a rate above 0.");
    }
  }
}
