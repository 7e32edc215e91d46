package dev.braid.internal.data.feeds;

import dev.braid.data.signature.OutputSlot;
import dev.braid.internal.data.checks.Slotted;
import dev.braid.losses.TargetKind;
import java.util.Arrays;

/** Which shapes a target may come in; nothing is ever broadcast. */
final class TargetShape {
  private TargetShape() {}

  /**
   * The shape in which a target's samples go to the loss.
   *
   * @param received the target's dimensions, the batch axis first
   * @return null when they do not fit
   */
  static long[] of(OutputSlot slot, long[] received) {
    if (received.length == 0) {
      return null;
    }
    long[] sample = Arrays.copyOfRange(received, 1, received.length);
    long[] prediction = slot.shape();
    if (slot.target() == TargetKind.CLASS_INDEX) {
      long[] labels = withoutLast(prediction);
      boolean column = sample.length == labels.length + 1 && sample[labels.length] == 1;
      long[] plain = column ? withoutLast(sample) : sample;
      return Slotted.fits(labels, plain) ? plain : null;
    }
    if (Slotted.fits(prediction, sample)) {
      return sample;
    }
    boolean column = prediction.length > 0 && prediction[prediction.length - 1] == 1;
    if (column && Slotted.fits(withoutLast(prediction), sample)) {
      long[] wide = Arrays.copyOf(sample, sample.length + 1);
      wide[sample.length] = 1;
      return wide;
    }
    return null;
  }

  /** Whether it fits, or would with labels written in the other way. */
  static boolean meant(OutputSlot slot, long[] received) {
    return of(slot, received) != null || received.length > 0 && otherLabels(slot, received);
  }

  /** Whether a target that does not fit has the shape of labels written in the other way. */
  static boolean otherLabels(OutputSlot slot, long[] received) {
    long[] sample = Arrays.copyOfRange(received, 1, received.length);
    if (slot.target() == TargetKind.CLASS_INDEX) {
      return Slotted.fits(slot.shape(), sample);
    }
    if (slot.target() != TargetKind.ONE_HOT) {
      return false;
    }
    long[] labels = withoutLast(slot.shape());
    boolean column = sample.length > labels.length && sample[sample.length - 1] == 1;
    return Slotted.fits(labels, column ? withoutLast(sample) : sample);
  }

  /** How many axes a target mostly has, the batch's included. */
  static int usualRank(OutputSlot slot) {
    int rank = slot.shape().length + 1;
    return slot.target() == TargetKind.CLASS_INDEX ? Math.max(1, rank - 1) : rank;
  }

  static long[] withoutLast(long[] shape) {
    return Arrays.copyOf(shape, Math.max(0, shape.length - 1));
  }
}
