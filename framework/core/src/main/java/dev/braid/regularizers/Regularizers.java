package dev.braid.regularizers;

import dev.braid.Regularizer;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The built-in regularizers. */
public final class Regularizers {
  private static final Family<Regularizer> FAMILY =
      new Family<>(Regularizer.class, "regularizer")
          .add("L1", L1::read)
          .add("L2", L2::read)
          .add("L1L2", L1L2::read, "l1_l2")
          .add("OrthogonalRegularizer", OrthogonalRegularizer::read);

  private Regularizers() {}

  /** Creates a built-in regularizer from its name or Keras' object; null for none. */
  public static @Nullable Regularizer read(@Nullable Object written) {
    return written == null ? null : read(written, ObjectReader.builtIn());
  }

  /**
   * Creates an object from Keras' form; a reader provides registered classes and nested objects.
   */
  public static Regularizer read(Object written, ObjectReader reader) {
    return FAMILY.read(written, reader);
  }

  /** Whether a value in Keras' form names a built-in class. */
  public static boolean supports(Object written) {
    return FAMILY.supports(written);
  }

  /** The class names of all regularizers. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
