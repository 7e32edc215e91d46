package dev.braid.internal.data.checks;

import dev.braid.data.signature.InputSlot;
import dev.braid.data.signature.OutputSlot;
import dev.braid.internal.data.arrays.ArrayDescription;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a model's inputs and outputs into messages. */
public final class Slotted {
  private Slotted() {}

  /** Every input with its shape. */
  public static String inputs(List<InputSlot> slots) {
    return slots.stream()
        .map(slot -> quoted(slot.name()) + " " + ArrayDescription.shape(slot.shape()))
        .collect(Collectors.joining(", "));
  }

  /** Every output with what its target holds. */
  public static String targets(List<OutputSlot> slots) {
    return slots.stream()
        .map(slot -> quoted(slot.name()) + " " + target(slot))
        .collect(Collectors.joining(", "));
  }

  /** Whether dimensions are those of a shape in which -1 is any. */
  public static boolean fits(long[] wanted, long[] received) {
    return ShapeAdvice.fits(wanted, received);
  }

  static String quoted(Collection<?> names) {
    return names.stream().map(Slotted::quoted).collect(Collectors.joining(", "));
  }

  static String quoted(Object name) {
    return "\"" + name + "\"";
  }

  /** The target's shape, and what the loss wants in it. */
  public static String target(OutputSlot slot) {
    return switch (slot.target()) {
      case VALUES -> shape(slot);
      case CLASS_INDEX -> shape(slot) + " of class numbers" + range(slot);
      case ONE_HOT -> shape(slot) + " of one-hot rows";
      case PROBABILITY -> shape(slot) + " of numbers from 0 to 1";
      case SIGN -> shape(slot) + " of -1 and 1, or 0 and 1";
    };
  }

  static String shape(OutputSlot slot) {
    long[] shape = slot.shape();
    boolean index = slot.target() == dev.braid.losses.TargetKind.CLASS_INDEX;
    return ArrayDescription.shape(
        index && shape.length > 0 ? Arrays.copyOf(shape, shape.length - 1) : shape);
  }

  private static String range(OutputSlot slot) {
    return slot.classes() < 0 ? "" : " 0 to " + (slot.classes() - 1);
  }

  /** The loss that wants it, in words that end a sentence's part. */
  static String by(OutputSlot slot) {
    return slot.loss().isEmpty() ? "" : " for " + slot.loss();
  }
}
