package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import dev.braid.config.Family;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** The family of metrics. */
public final class Metrics {
  private static final Family<StandardMetric<?>> FAMILY =
      new Family<StandardMetric<?>>("metric")
          .add("Accuracy", plain(Accuracy::new))
          .add("BinaryAccuracy", BinaryAccuracy::read)
          .add("CategoricalAccuracy", plain(CategoricalAccuracy::new))
          .add("SparseCategoricalAccuracy", plain(SparseCategoricalAccuracy::new))
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
          .add("RootMeanSquaredError", plain(RootMeanSquaredError::new))
          .add("LogCoshError", plain(LogCoshError::new), "logcosh", "log_cosh")
          .add("CosineSimilarity", plain(CosineSimilarity::new))
          .add("KLDivergence", plain(KLDivergence::new), "kld", "KLD")
          .add("Poisson", plain(Poisson::new))
          .add("Hinge", plain(Hinge::new))
          .add("SquaredHinge", plain(SquaredHinge::new))
          .add("CategoricalHinge", plain(CategoricalHinge::new))
          .add("BinaryCrossentropy", BinaryCrossentropy::read, "bce", "BCE")
          .add("CategoricalCrossentropy", CategoricalCrossentropy::read)
          .add("SparseCategoricalCrossentropy", SparseCategoricalCrossentropy::read)
          .add("TopKCategoricalAccuracy", TopKCategoricalAccuracy::read)
          .add("SparseTopKCategoricalAccuracy", SparseTopKCategoricalAccuracy::read)
          .add("Precision", config -> new Precision().options(config))
          .add("Recall", config -> new Recall().options(config))
          .add("TruePositives", config -> new TruePositives().options(config))
          .add("TrueNegatives", config -> new TrueNegatives().options(config))
          .add("FalsePositives", config -> new FalsePositives().options(config))
          .add("FalseNegatives", config -> new FalseNegatives().options(config))
          .add("AUC", AUC::read)
          .add("SensitivityAtSpecificity", SensitivityAtSpecificity::read)
          .add("SpecificityAtSensitivity", SpecificityAtSensitivity::read)
          .add("PrecisionAtRecall", PrecisionAtRecall::read)
          .add("RecallAtPrecision", RecallAtPrecision::read)
          .add("F1Score", F1Score::read)
          .add("FBetaScore", FBetaScore::read)
          .add("R2Score", R2Score::read)
          .add("IoU", IoU::read)
          .add("BinaryIoU", BinaryIoU::read)
          .add("MeanIoU", MeanIoU::read)
          .add("OneHotIoU", OneHotIoU::read)
          .add("OneHotMeanIoU", OneHotMeanIoU::read)
          .add("Mean", plain(Mean::new))
          .add("Sum", plain(Sum::new));

  private Metrics() {}

  /** The metric that Keras wrote; one written as a bare name has that name in the logs. */
  public static Metric read(Object written) {
    if (written instanceof String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return lower.equals("accuracy") || lower.equals("acc")
          ? new AccuracyByShape().named(name)
          : FAMILY.read(name).named(name);
    }
    return FAMILY.read(written);
  }

  /** A metric of your own: the mean over rows of predictions of what a formula gives. */
  public static Metric of(String name, boolean higherIsBetter, RowFormula formula) {
    return new FormulaMetric(name, higherIsBetter, formula);
  }

  /** What Keras writes for a metric in a compile configuration: an object, or {@code accuracy}. */
  public static Object write(Metric metric) {
    if (metric instanceof AccuracyByShape) {
      return metric.name().equals("acc") ? "acc" : "accuracy";
    }
    // a loss that is watched has its metric's alias or name in Keras
    return metric instanceof Loss ? metric.name() : Config.object(metric);
  }

  /** The class names of all metrics. */
  public static List<String> classes() {
    return FAMILY.classes();
  }

  private static <T extends StandardMetric<T>> Function<Config, T> plain(Supplier<T> make) {
    return config -> make.get().common(config);
  }
}
