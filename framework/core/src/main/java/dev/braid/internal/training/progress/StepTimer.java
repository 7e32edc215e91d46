package dev.braid.internal.training.progress;

import dev.braid.internal.text.KerasNumber;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Measures the time of steps as Keras does: the first step is excluded if others follow. */
final class StepTimer {
  private static final double NANOS = 1e9;

  private final LongSupplier nanos;
  private final long start;
  private long firstDone;
  private boolean isFirstMeasured;

  StepTimer(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Returns the seconds since the start. */
  double elapsed(long now) {
    return (now - start) / NANOS;
  }

  long now() {
    return nanos.getAsLong();
  }

  /** Returns the seconds per step. */
  double perStep(int done, long now) {
    if (done == 0) {
      return 0;
    }
    double seconds =
        isFirstMeasured && done > 1
            ? (now - firstDone) / NANOS / (done - 1)
            : (now - start) / NANOS / done;
    if (done == 1) {
      isFirstMeasured = true;
      firstDone = now;
    }
    return seconds;
  }

  /** Formats the time per step, such as {@code 25ms/step}. */
  static String perStepText(double seconds) {
    if (seconds >= 1 || seconds == 0) {
      return KerasNumber.fixed(seconds, 0) + "s/step";
    }
    return seconds >= 1e-3
        ? KerasNumber.fixed(seconds * 1e3, 0) + "ms/step"
        : KerasNumber.fixed(seconds * 1e6, 0) + "us/step";
  }

  /** Formats the remaining time, such as {@code 3s}, {@code 1:05}, {@code 2:00:00}. */
  static String remaining(double seconds) {
    long total = (long) seconds;
    if (seconds > 3600) {
      return String.format(
          Locale.ROOT, "%d:%02d:%02d", total / 3600, total % 3600 / 60, total % 60);
    }
    return seconds > 60
        ? String.format(Locale.ROOT, "%d:%02d", total / 60, total % 60)
        : total + "s";
  }
}
