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

/** The built-in losses. */
public final class Losses {
  private static final Family<Loss> FAMILY =
      new Family<>(Loss.class, "loss")
          .add("MeanSquaredError", withoutOptions(MeanSquaredError::new), "mse", "MSE")
          .add("MeanAbsoluteError", withoutOptions(MeanAbsoluteError::new), "mae", "MAE")
          .add(
              "MeanAbsolutePercentageError",
              withoutOptions(MeanAbsolutePercentageError::new),
              "mape",
              "MAPE")
          .add(
              "MeanSquaredLogarithmicError",
              withoutOptions(MeanSquaredLogarithmicError::new),
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
          .add("LogCosh", withoutOptions(LogCosh::new), "logcosh")
          .add("KLDivergence", withoutOptions(KLDivergence::new), "kld", "KLD")
          .add("Poisson", withoutOptions(Poisson::new))
          .add("Hinge", withoutOptions(Hinge::new))
          .add("SquaredHinge", withoutOptions(SquaredHinge::new))
          .add("CategoricalHinge", withoutOptions(CategoricalHinge::new))
          .add("CategoricalGeneralizedCrossEntropy", CategoricalGeneralizedCrossEntropy::read)
          .add("Dice", Dice::read)
          .add("Tversky", Tversky::read)
          .add("Circle", Circle::read)
          .add("CTC", withoutOptions(CTC::new));

  private Losses() {}

  /** Creates a built-in loss from its name or Keras' object. */
  public static Loss read(Object written) {
    return read(written, ObjectReader.builtIn());
  }

  /**
   * Creates an object from Keras' form; a reader provides registered classes and nested objects.
   */
  public static Loss read(Object written, ObjectReader reader) {
    return FAMILY.read(written, reader);
  }

  /** Whether a value in Keras' form names a built-in loss. */
  public static boolean supports(Object written) {
    return FAMILY.supports(written);
  }

  /** Applies a configuration's options that all losses share to a loss. */
  public static Loss withCommon(Loss loss, Config config) {
    return loss instanceof StandardLoss<?> standard ? standard.common(config) : loss;
  }

  /** The class names of all losses. */
  public static List<String> classes() {
    return FAMILY.classes();
  }

  /**
   * Creates a user-defined loss.
   *
   * @param formula from target and prediction to the loss of each sample (and step)
   */
  public static Loss of(String name, BinaryOperator<Value> formula) {
    return new FormulaLoss(name, formula);
  }

  private static <T extends StandardLoss<T>> Function<Config, Loss> withoutOptions(
      Supplier<T> make) {
    return config -> make.get().common(config);
  }
}
