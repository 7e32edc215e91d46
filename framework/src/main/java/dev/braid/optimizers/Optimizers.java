package dev.braid.optimizers;

import dev.braid.Optimizer;
import dev.braid.config.Family;
import java.util.List;

/** The family of optimizers. */
public final class Optimizers {
  private static final Family<Optimizer> FAMILY =
      new Family<Optimizer>("optimizer")
          .add("SGD", SGD::read)
          .add("Adam", Adam::read)
          .add("AdamW", AdamW::read, "adamw")
          .add("RMSprop", RMSprop::read, "rmsprop")
          .add("Adagrad", Adagrad::read)
          .add("Adadelta", Adadelta::read)
          .add("Adamax", Adamax::read)
          .add("Nadam", Nadam::read)
          .add("Lion", Lion::read);

  private Optimizers() {}

  /** The optimizer that Keras wrote, as a name or as an object. */
  public static Optimizer read(Object written) {
    return FAMILY.read(written);
  }

  /** The class names of all optimizers. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
