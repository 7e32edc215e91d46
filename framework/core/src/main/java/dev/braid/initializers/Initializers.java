package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Family;
import java.util.List;

/** The family of initializers. */
public final class Initializers {
  private static final Family<Initializer> FAMILY =
      new Family<Initializer>("initializer")
          .add("Zeros", config -> new Zeros(), "zero")
          .add("Ones", config -> new Ones(), "one")
          .add("Constant", Constant::read)
          .add("Identity", Identity::read, "IdentityInitializer")
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

  /** The initializer that Keras wrote, as a name or as an object. */
  public static Initializer read(Object written) {
    return FAMILY.read(written);
  }

  /** The initializer that Keras wrote, or another where it wrote none. */
  public static Initializer read(Object written, Initializer otherwise) {
    return written == null ? otherwise : read(written);
  }

  /** The class names of all initializers. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
