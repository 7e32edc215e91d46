package dev.braid.internal.data.feeds;

import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.checks.SignatureText;
import dev.braid.losses.TargetKind;
import java.util.Arrays;

/** The shapes that a target may have; nothing is broadcast. */
final class TargetShape {
  private TargetShape() {}

  /**
   * Returns the shape of a target's samples that is passed to the loss.
   *
   * @param received the target's dimensions, batch axis first
   * @return the shape, or null if the dimensions do not fit
   */
  static long[] of(OutputSpec spec, long[] received) {
    if (received.length == 0) {
      return null;
    }
    long[] sample = Arrays.copyOfRange(received, 1, received.length);
    long[] prediction = spec.shape();
    if (spec.target() == TargetKind.LABEL_SEQUENCE) {
      return sample.length == 1 ? sample : null;
    }
    if (spec.target().isClassNumber()) {
      long[] labels = withoutLast(prediction);
      boolean isColumn = sample.length == labels.length + 1 && sample[labels.length] == 1;
      long[] labelShape = isColumn ? withoutLast(sample) : sample;
      return SignatureText.fits(labels, labelShape) ? labelShape : null;
    }
    if (SignatureText.fits(prediction, sample)) {
      return sample;
    }
    boolean isColumn = prediction.length > 0 && prediction[prediction.length - 1] == 1;
    if (isColumn && SignatureText.fits(withoutLast(prediction), sample)) {
      long[] withLast = Arrays.copyOf(sample, sample.length + 1);
      withLast[sample.length] = 1;
      return withLast;
    }
    return null;
  }

  /** Returns whether a target fits, or would fit with its labels in the other notation. */
  static boolean isPlausible(OutputSpec spec, long[] received) {
    return of(spec, received) != null || received.length > 0 && hasOtherLabels(spec, received);
  }

  /** Returns whether a target that does not fit has the shape of labels in the other notation. */
  static boolean hasOtherLabels(OutputSpec spec, long[] received) {
    long[] sample = Arrays.copyOfRange(received, 1, received.length);
    if (spec.target() == TargetKind.CLASS_INDEX) {
      return SignatureText.fits(spec.shape(), sample);
    }
    if (spec.target() != TargetKind.ONE_HOT) {
      return false;
    }
    long[] labels = withoutLast(spec.shape());
    boolean isColumn = sample.length > labels.length && sample[sample.length - 1] == 1;
    return SignatureText.fits(labels, isColumn ? withoutLast(sample) : sample);
  }

  /** Returns the usual number of axes of a target, including the batch axis. */
  static int usualRank(OutputSpec spec) {
    int rank = spec.shape().length + 1;
    return spec.target().isClassNumber() ? Math.max(1, rank - 1) : rank;
  }

  static long[] withoutLast(long[] shape) {
    return Arrays.copyOf(shape, Math.max(0, shape.length - 1));
  }
}
