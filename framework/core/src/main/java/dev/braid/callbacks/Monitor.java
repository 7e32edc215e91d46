package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.notices.Notices;

/** A watched log: which way it gets better, and by how much it must. */
record Monitor(String log, String mode, double minDelta) {
  Monitor {
    if (!mode.equals("auto") && !mode.equals("min") && !mode.equals("max")) {
      throw Options.wrong("mode", "\"auto\", \"min\" or \"max\"", '"' + mode + '"');
    }
  }

  Monitor mode(String changed) {
    return new Monitor(log, changed, minDelta);
  }

  Monitor minDelta(double changed) {
    if (Double.isNaN(changed)) {
      throw Options.wrong("minDelta", "a number", "NaN");
    }
    return new Monitor(log, mode, Math.abs(changed));
  }

  /**
   * The same with its direction settled by the run.
   *
   * @param callback that watches the log, such as {@code earlyStopping}
   */
  Monitor in(Callback.Context run, String callback) {
    if (mode.equals("auto")) {
      return mode(run.higherIsBetter(log) ? "max" : "min");
    }
    if (run.directionKnown(log) && run.higherIsBetter(log) != mode.equals("max")) {
      Notices.show(
          "monitor-mode",
          "%s takes the %s \"%s\" for the best, but the %s is. Leave out mode(\"%s\")."
              .formatted(
                  callback,
                  mode.equals("max") ? "highest" : "lowest",
                  log,
                  mode.equals("max") ? "lowest" : "highest",
                  mode));
    }
    return this;
  }

  /** Whether a value is better than a reference by more than the least change; NaN is none yet. */
  boolean improves(double value, double reference) {
    if (Double.isNaN(reference)) {
      return true;
    }
    // In float32 as Keras compares, so that 0.8 to 0.7 is no improvement by more than 0.1.
    return mode.equals("max")
        ? (float) (value - minDelta) > (float) reference
        : (float) (value + minDelta) < (float) reference;
  }
}
