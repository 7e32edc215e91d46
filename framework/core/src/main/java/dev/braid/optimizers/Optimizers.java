package dev.braid.optimizers;

import dev.braid.Optimizer;
import dev.braid.Schedule;
import dev.braid.config.Config;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import java.util.List;
import java.util.Map;

/** The family of optimizers. */
public final class Optimizers {
  private static final Family<Optimizer> FAMILY =
      new Family<>(Optimizer.class, "optimizer")
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

  /** Makes an optimizer of Braid's from its name or Keras' object. */
  public static Optimizer read(Object written) {
    return read(written, ObjectReader.builtIn());
  }

  /** Makes what Keras wrote; a reader is asked for registered classes and objects inside. */
  public static Optimizer read(Object written, ObjectReader reader) {
    return FAMILY.read(written, reader);
  }

  /** Whether Keras' own optimizer of this name was written. */
  public static boolean knows(Object written) {
    return FAMILY.knows(written);
  }

  /** An optimizer with the options that all optimizers have, as a configuration states them. */
  public static Optimizer withCommon(Optimizer optimizer, Config config) {
    Optimizer made = optimizer.weightDecay(config.number("weight_decay", optimizer.weightDecay()));
    if (config.get("learning_rate") instanceof Map) {
      made = made.learningRate(config.read("learning_rate", Schedule.class));
    } else if (config.get("learning_rate") != null) {
      double rate = config.number("learning_rate", 0);
      made =
          made instanceof FluentOptimizer<?> own ? own.rateOfFile(rate) : made.learningRate(rate);
    }
    // Keras clips by limits above 0 alone
    if (config.number("clipnorm", 0) > 0) {
      made = made.clipNorm(config.number("clipnorm", 0));
    }
    if (config.number("clipvalue", 0) > 0) {
      made = made.clipValue(config.number("clipvalue", 0));
    }
    if (config.number("global_clipnorm", 0) > 0) {
      made = made.globalClipNorm(config.number("global_clipnorm", 0));
    }
    if (config.flag("use_ema", false)) {
      made = made.average(config.number("ema_momentum", made.averageMomentum()));
    }
    if (config.has("ema_overwrite_frequency")) {
      made = made.averageOverwriteEvery(config.integer("ema_overwrite_frequency", 0));
    }
    return config.has("gradient_accumulation_steps")
        ? made.gradientAccumulation(config.integer("gradient_accumulation_steps", 1))
        : made;
  }

  /** The class names of all optimizers. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
