package dev.braid.losses;

import dev.braid.Loss;
import dev.braid.config.Config;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import dev.braid.ops.Value;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/** The family of losses. */
public final class Losses {
  private static final Family<Loss> FAMILY =
      new Family<>(Loss.class, "loss")
          .add("MeanSquaredError", plain(MeanSquaredError::new), "mse", "MSE")
          .add("MeanAbsoluteError", plain(MeanAbsoluteError::new), "mae", "MAE")
          .add(
              "MeanAbsolutePercentageError",
              plain(MeanAbsolutePercentageError::new),
              "mape",
              "MAPE")
          .add(
              "MeanSquaredLogarithmicError",
              plain(MeanSquaredLogarithmicError::new),
              "msle",
              "MSLE")
          .add("BinaryCrossentropy", BinaryCrossentropy::read, "bce", "BCE")
          .add("BinaryFocalCrossentropy", BinaryFocalCrossentropy::read)
          .add("CategoricalCrossentropy", CategoricalCrossentropy::read)
          .add("CategoricalFocalCrossentropy", CategoricalFocalCrossentropy::read)
          .add("SparseCategoricalCrossentropy", SparseCategoricalCrossentropy::read)
          .add("Huber", config -> new Huber(config.number("delta", 1)).common(config))
          .add(
              "CosineSimilarity",
              config -> new CosineSimilarity(config.integer("axis", -1)).common(config))
          .add("LogCosh", plain(LogCosh::new), "logcosh")
          .add("KLDivergence", plain(KLDivergence::new), "kld", "KLD")
          .add("Poisson", plain(Poisson::new))
          .add("Hinge", plain(Hinge::new))
          .add("SquaredHinge", plain(SquaredHinge::new))
          .add("CategoricalHinge", plain(CategoricalHinge::new));

  private Losses() {}

  /** Makes a loss of Braid's from its name or Keras' object. */
  public static Loss read(Object written) {
    return read(written, ObjectReader.builtIn());
  }

  /** Makes what Keras wrote; a reader is asked for registered classes and objects inside. */
  public static Loss read(Object written, ObjectReader reader) {
    return FAMILY.read(written, reader);
  }

  /** Whether Keras' own loss of this name was written. */
  public static boolean knows(Object written) {
    return FAMILY.knows(written);
  }

  /** A loss with the options that all losses have, as a configuration states them. */
  public static Loss withCommon(Loss loss, Config config) {
    return loss instanceof StandardLoss<?> standard ? standard.common(config) : loss;
  }

  /** The class names of all losses. */
  public static List<String> classes() {
    return FAMILY.classes();
  }

  /**
   * A loss of your own.
   *
   * @param formula from target and prediction to the loss of each sample (and step)
   */
  public static Loss of(String name, BinaryOperator<Value> formula) {
    return new FormulaLoss(name, formula);
  }

  private static <T extends StandardLoss<T>> Function<Config, Loss> plain(Supplier<T> make) {
    return config -> make.get().common(config);
  }
}
