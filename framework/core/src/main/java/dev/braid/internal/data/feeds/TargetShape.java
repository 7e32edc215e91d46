package dev.braid.internal.data.feeds;

import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.checks.SignatureText;
import dev.braid.losses.TargetKind;
import java.util.Arrays;

/** The shapes that a target may have; nothing is broadcast. */
final class TargetShape {
  private TargetShape() {}

  /**
   * The shape of a target's samples that is passed to the loss.
   *
   * @param received the target's dimensions, the batch axis first
   * @return null when they do not fit
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
      boolean column = sample.length == labels.length + 1 && sample[labels.length] == 1;
      long[] plain = column ? withoutLast(sample) : sample;
      return SignatureText.fits(labels, plain) ? plain : null;
    }
    if (SignatureText.fits(prediction, sample)) {
      return sample;
    }
    boolean column = prediction.length > 0 && prediction[prediction.length - 1] == 1;
    if (column && SignatureText.fits(withoutLast(prediction), sample)) {
      long[] wide = Arrays.copyOf(sample, sample.length + 1);
      wide[sample.length] = 1;
      return wide;
    }
    return null;
  }

  /** Whether it fits, or would fit if its labels were written in the other way. */
  static boolean meant(OutputSpec spec, long[] received) {
    return of(spec, received) != null || received.length > 0 && otherLabels(spec, received);
  }

  /** Whether a target that does not fit has the shape of labels written in the other way. */
  static boolean otherLabels(OutputSpec spec, long[] received) {
    long[] sample = Arrays.copyOfRange(received, 1, received.length);
    if (spec.target() == TargetKind.CLASS_INDEX) {
      return SignatureText.fits(spec.shape(), sample);
    }
    if (spec.target() != TargetKind.ONE_HOT) {
      return false;
    }
    long[] labels = withoutLast(spec.shape());
    boolean column = sample.length > labels.length && sample[sample.length - 1] == 1;
    return SignatureText.fits(labels, column ? withoutLast(sample) : sample);
  }

  /** The usual number of axes of a target, the batch's included. */
  static int usualRank(OutputSpec spec) {
    int rank = spec.shape().length + 1;
    return spec.target().isClassNumber() ? Math.max(1, rank - 1) : rank;
  }

  static long[] withoutLast(long[] shape) {
    return Arrays.copyOf(shape, Math.max(0, shape.length - 1));
  }
}
