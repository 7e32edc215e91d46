package dev.braid.regularizers;

import dev.braid.Regularizer;
import dev.braid.config.Family;
import java.util.List;

/** The family of regularizers. */
public final class Regularizers {
  private static final Family<Regularizer> FAMILY =
      new Family<Regularizer>("regularizer")
          .add("L1", L1::read)
          .add("L2", L2::read)
          .add("L1L2", L1L2::read, "l1_l2")
          .add("OrthogonalRegularizer", OrthogonalRegularizer::read);

  private Regularizers() {}

  /** The regularizer that Keras wrote, as a name or as an object; null for none. */
  public static Regularizer read(Object written) {
    return written == null ? null : FAMILY.read(written);
  }

  /** The class names of all regularizers. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
