package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.notices.Notices;

/** A monitored log with the direction and the minimum size of an improvement. */
record MonitoredLog(String log, String mode, double minDelta) {
  MonitoredLog {
    if (!mode.equals("auto") && !mode.equals("min") && !mode.equals("max")) {
      throw CallbackOptions.wrong("mode", "\"auto\", \"min\" or \"max\"", '"' + mode + '"');
    }
  }

  MonitoredLog mode(String changed) {
    return new MonitoredLog(log, changed, minDelta);
  }

  MonitoredLog minDelta(double changed) {
    if (Double.isNaN(changed)) {
      throw CallbackOptions.wrong("minDelta", "a number", "NaN");
    }
    return new MonitoredLog(log, mode, Math.abs(changed));
  }

  /**
   * Returns a copy with the direction of the log in a run.
   *
   * @param callback the callback that monitors the log, such as {@code earlyStopping}
   */
  MonitoredLog in(Callback.Context run, String callback) {
    if (mode.equals("auto")) {
      return mode(run.higherIsBetter(log) ? "max" : "min");
    }
    if (run.directionKnown(log) && run.higherIsBetter(log) != mode.equals("max")) {
      Notices.show(
          "monitor-mode",
          "%s treats the %s \"%s\" as the best, but the %s is. Remove mode(\"%s\")."
              .formatted(
                  callback,
                  mode.equals("max") ? "highest" : "lowest",
                  log,
                  mode.equals("max") ? "lowest" : "highest",
                  mode));
    }
    return this;
  }

  /**
   * Returns whether a value improves on a reference by more than the minimum change, or the
   * reference is NaN.
   */
  boolean improves(double value, double reference) {
    if (Double.isNaN(reference)) {
      return true;
    }
    // In float32 as in Keras, so that 0.8 to 0.7 is not an improvement by more than 0.1.
    return mode.equals("max")
        ? (float) (value - minDelta) > (float) reference
        : (float) (value + minDelta) < (float) reference;
  }
}
