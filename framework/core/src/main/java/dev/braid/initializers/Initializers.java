package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import java.util.List;

/** The built-in initializers. */
public final class Initializers {
  private static final Family<Initializer> FAMILY =
      new Family<>(Initializer.class, "initializer")
          .add("Zeros", config -> new Zeros(), "zero")
          .add("Ones", config -> new Ones(), "one")
          .add("Constant", Constant::read)
          .add("Identity", IdentityInitializer::read, "IdentityInitializer")
          .add("RandomNormal", RandomNormal::read, "normal")
          .add("RandomUniform", RandomUniform::read, "uniform")
          .add("TruncatedNormal", TruncatedNormal::read)
          .add("VarianceScaling", VarianceScaling::read)
          .add("GlorotUniform", GlorotUniform::read)
          .add("GlorotNormal", GlorotNormal::read)
          .add("HeUniform", HeUniform::read)
          .add("HeNormal", HeNormal::read)
          .add("LecunUniform", LecunUniform::read)
          .add("LecunNormal", LecunNormal::read)
          .add("Orthogonal", Orthogonal::read, "OrthogonalInitializer");

  private Initializers() {}

  /** Creates a built-in initializer from its name or Keras' object. */
  public static Initializer read(Object written) {
    return read(written, ObjectReader.builtIn());
  }

  /**
   * Creates an object from Keras' form; a reader provides registered classes and nested objects.
   */
  public static Initializer read(Object written, ObjectReader reader) {
    return FAMILY.read(written, reader);
  }

  /** Whether a value in Keras' form names a built-in class. */
  public static boolean supports(Object written) {
    return FAMILY.supports(written);
  }

  /** The class names of all initializers. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
