package dev.braid.internal.data.feeds;

import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.Problem;
import dev.braid.internal.data.checks.ShouldBeValidOption;
import java.util.List;
import java.util.OptionalInt;

/** Checks the values of options. */
public final class OptionChecks {
  private final List<Problem> problems;

  public OptionChecks(List<Problem> problems) {
    this.problems = problems;
  }

  /** Checks the options of a training. */
  public void check(Fit fit) {
    atLeastOne("batchSize", fit.batchSize());
    atLeastOne("stepsPerEpoch", fit.stepsPerEpoch());
    atLeastOne("validationSteps", fit.validationSteps());
    atLeastOne("validationBatchSize", fit.validationBatchSize());
    atLeastOne("validationFreq", OptionalInt.of(fit.validationFreq()));
    atLeastOne("workers", OptionalInt.of(fit.workers()));
    if (fit.initialEpoch() < 0) {
      reject("initialEpoch", "0 or more", fit.initialEpoch());
    }
    if (fit.epochs() <= Math.max(0, fit.initialEpoch())) {
      reject(
          "epochs",
          fit.initialEpoch() > 0
              ? "more than initialEpoch (" + fit.initialEpoch() + ")"
              : "1 or more",
          fit.epochs());
    }
    fit.validationSplit()
        .ifPresent(
            fraction -> {
              if (!(fraction > 0 && fraction < 1)) {
                reject("validationSplit", "a part between 0 and 1", fraction);
              }
            });
    if (fit.validationSplit().isPresent() && !fit.validations().isEmpty()) {
      reject("validationSplit", "one of validationSplit and validationData", "both");
    }
    if (fit.verbosity() == null) {
      reject("verbose", "BAR, LINES or SILENT", "null");
    }
  }

  /** Checks the options of an evaluation or prediction. */
  public void check(Eval eval) {
    atLeastOne("batchSize", eval.batchSize());
    atLeastOne("steps", eval.steps());
    atLeastOne("workers", OptionalInt.of(eval.workers()));
    if (eval.verbosity() == null) {
      reject("verbose", "BAR, LINES or SILENT", "null");
    }
  }

  private void atLeastOne(String option, OptionalInt value) {
    if (value.isPresent() && value.getAsInt() < 1) {
      reject(option, "1 or more", value.getAsInt());
    }
  }

  private void reject(String option, String expected, Object received) {
    problems.add(ShouldBeValidOption.problem(option, expected, received));
  }
}
