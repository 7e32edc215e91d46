package dev.braid.internal.training.progress;

import dev.braid.internal.text.KerasNumber;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Measures the time of steps as Keras does: the first one is omitted where others follow. */
final class StepTimer {
  private static final double NANOS = 1e9;

  private final LongSupplier nanos;
  private final long start;
  private long firstDone;
  private boolean first;

  StepTimer(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Seconds since the beginning. */
  double elapsed(long now) {
    return (now - start) / NANOS;
  }

  long now() {
    return nanos.getAsLong();
  }

  /** The seconds per step. */
  double perStep(int done, long now) {
    if (done == 0) {
      return 0;
    }
    double seconds =
        first && done > 1 ? (now - firstDone) / NANOS / (done - 1) : (now - start) / NANOS / done;
    if (done == 1) {
      first = true;
      firstDone = now;
    }
    return seconds;
  }

  /** Such as {@code 25ms/step}. */
  static String perStepText(double seconds) {
    if (seconds >= 1 || seconds == 0) {
      return KerasNumber.fixed(seconds, 0) + "s/step";
    }
    return seconds >= 1e-3
        ? KerasNumber.fixed(seconds * 1e3, 0) + "ms/step"
        : KerasNumber.fixed(seconds * 1e6, 0) + "us/step";
  }

  /** Such as {@code 3s}, {@code 1:05}, {@code 2:00:00}. */
  static String remaining(double seconds) {
    long whole = (long) seconds;
    if (seconds > 3600) {
      return String.format(
          Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60);
    }
    return seconds > 60
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : whole + "s";
  }
}
