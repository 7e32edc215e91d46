package dev.braid.internal.data.checks;

import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.arrays.ArrayDescription;
import dev.braid.losses.TargetKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Describes a model's inputs and outputs in messages. */
public final class SignatureText {
  private SignatureText() {}

  /** Every input with its shape. */
  public static String inputs(List<InputSpec> specs) {
    return specs.stream()
        .map(spec -> quoted(spec.name()) + " " + ArrayDescription.shape(spec.shape()))
        .collect(Collectors.joining(", "));
  }

  /** Every output with the kind of its target. */
  public static String targets(List<OutputSpec> specs) {
    return specs.stream()
        .map(spec -> quoted(spec.name()) + " " + target(spec))
        .collect(Collectors.joining(", "));
  }

  /** Whether dimensions match a shape in which -1 matches any. */
  public static boolean fits(long[] wanted, long[] received) {
    return ShapeAdvice.fits(wanted, received);
  }

  static String quoted(Collection<?> names) {
    return names.stream().map(SignatureText::quoted).collect(Collectors.joining(", "));
  }

  static String quoted(Object name) {
    return "\"" + name + "\"";
  }

  /** The target's shape and the values that the loss requires. */
  public static String target(OutputSpec spec) {
    return switch (spec.target()) {
      case VALUES -> shape(spec);
      case CLASS_INDEX -> shape(spec) + " of class numbers" + range(spec);
      case ONE_HOT -> shape(spec) + " of one-hot rows";
      case PROBABILITY -> shape(spec) + " of numbers from 0 to 1";
      case SIGN -> shape(spec) + " of -1 and 1, or 0 and 1";
      case LABEL -> shape(spec) + " of class numbers";
      case LABEL_SEQUENCE -> shape(spec) + " of class numbers" + range(spec) + ", filled with 0";
    };
  }

  static String shape(OutputSpec spec) {
    long[] shape = spec.shape();
    if (spec.target() == TargetKind.LABEL_SEQUENCE) {
      return ArrayDescription.shape(new long[] {-1});
    }
    boolean index = spec.target().isClassNumber();
    return ArrayDescription.shape(
        index && shape.length > 0 ? Arrays.copyOf(shape, shape.length - 1) : shape);
  }

  private static String range(OutputSpec spec) {
    return spec.classes() < 0 ? "" : " 0 to " + (spec.classes() - 1);
  }

  /** The loss that requires the target, as the end of a phrase. */
  static String by(OutputSpec spec) {
    return spec.loss().isEmpty() ? "" : " for " + spec.loss();
  }
}
