package dev.braid.optimizers;

import dev.braid.Optimizer;
import dev.braid.Schedule;
import dev.braid.config.Config;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import java.util.List;
import java.util.Map;

/** The built-in optimizers. */
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
          .add("Lion", Lion::read)
          .add("Lamb", Lamb::read)
          .add("Adafactor", Adafactor::read)
          .add("Ftrl", Ftrl::read)
          .add("Muon", Muon::read)
          .add("ScheduleFreeAdamW", ScheduleFreeAdamW::read, "schedulefreeadamw")
          .add("LossScaleOptimizer", LossScaleOptimizer::read, "lossscaleoptimizer")
          .add("MultiOptimizer", MultiOptimizer::read, "multioptimizer");

  private Optimizers() {}

  /** Creates a built-in optimizer from its name or Keras' object. */
  public static Optimizer read(Object written) {
    return read(written, ObjectReader.builtIn());
  }

  /**
   * Creates an object from Keras' form; a reader provides registered classes and nested objects.
   */
  public static Optimizer read(Object written, ObjectReader reader) {
    return FAMILY.read(written, reader);
  }

  /** Whether a value in Keras' form names a built-in optimizer. */
  public static boolean supports(Object written) {
    return FAMILY.supports(written);
  }

  /** Applies a configuration's options that all optimizers share to an optimizer. */
  public static Optimizer withCommon(Optimizer optimizer, Config config) {
    Optimizer made = optimizer.weightDecay(config.number("weight_decay", optimizer.weightDecay()));
    if (config.get("learning_rate") instanceof Map) {
      made = made.learningRate(config.read("learning_rate", Schedule.class));
    } else if (config.get("learning_rate") != null) {
      double rate = config.number("learning_rate", 0);
      made =
          made instanceof FluentOptimizer<?> fluent
              ? fluent.rateOfFile(rate)
              : made.learningRate(rate);
    }
    // Keras clips only by limits above 0
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
    if (config.get("loss_scale_factor") != null) {
      made = made.lossScaleFactor(config.number("loss_scale_factor", 1));
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
