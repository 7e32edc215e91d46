package dev.braid.callbacks;

import dev.braid.Callback;

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
    return new Monitor(log, mode, Math.abs(changed));
  }

  /** The same with its direction settled by the run. */
  Monitor in(Callback.Context run) {
    return mode.equals("auto") ? mode(run.higherIsBetter(log) ? "max" : "min") : this;
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
