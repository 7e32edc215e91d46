package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import dev.braid.losses.Losses;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The built-in metrics. */
public final class Metrics {
  private static final Family<Metric> FAMILY =
      new Family<>(Metric.class, "metric")
          .add("Accuracy", withoutOptions(Accuracy::new))
          .add("BinaryAccuracy", BinaryAccuracy::read)
          .add("CategoricalAccuracy", withoutOptions(CategoricalAccuracy::new))
          .add("SparseCategoricalAccuracy", withoutOptions(SparseCategoricalAccuracy::new))
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
          .add("RootMeanSquaredError", withoutOptions(RootMeanSquaredError::new))
          .add("LogCoshError", withoutOptions(LogCoshError::new), "logcosh", "log_cosh")
          .add("CosineSimilarity", CosineSimilarity::read)
          .add("PearsonCorrelation", PearsonCorrelation::read)
          .add("ConcordanceCorrelation", ConcordanceCorrelation::read)
          .add("KLDivergence", withoutOptions(KLDivergence::new), "kld", "KLD")
          .add("Poisson", withoutOptions(Poisson::new))
          .add("Hinge", withoutOptions(Hinge::new))
          .add("SquaredHinge", withoutOptions(SquaredHinge::new))
          .add("CategoricalHinge", withoutOptions(CategoricalHinge::new))
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
          .add("Mean", withoutOptions(Mean::new))
          .add("Sum", withoutOptions(Sum::new));

  private static final Set<String> ALONG_ANY_AXIS =
      Set.of("CosineSimilarity", "PearsonCorrelation", "ConcordanceCorrelation");

  private Metrics() {}

  /**
   * Makes a metric of Braid's from its name, which becomes its name in the logs, or Keras' object.
   */
  public static Metric read(Object written) {
    return read(written, ObjectReader.builtIn());
  }

  /**
   * Creates an object from Keras' form; a reader provides registered classes and nested objects.
   */
  public static Metric read(Object written, ObjectReader reader) {
    if (written instanceof String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      return lower.equals("accuracy") || lower.equals("acc")
          ? new AccuracyByShape().named(name)
          : named(FAMILY.read(name, reader), name);
    }
    checkAxis(written);
    return isLoss(written) ? Losses.read(written, reader) : FAMILY.read(written, reader);
  }

  private static Metric named(Metric metric, String name) {
    return metric instanceof StandardMetric<?> standard ? standard.named(name) : metric;
  }

  /** Whether a value in Keras' form is a loss with options that no metric of Keras has. */
  private static boolean isLoss(Object written) {
    return written instanceof Map<?, ?> object
        && "keras.losses".equals(object.get("module"))
        && Losses.supports(written);
  }

  /** Whether a value in Keras' form names a built-in metric. */
  public static boolean supports(Object written) {
    return FAMILY.supports(written)
        || isLoss(written)
        || "accuracy".equals(written)
        || "acc".equals(written);
  }

  /** Applies a configuration's options that all metrics share to a metric. */
  public static Metric withCommon(Metric metric, Config config) {
    if (metric instanceof Loss loss) {
      return Losses.withCommon(loss, config);
    }
    return metric instanceof StandardMetric<?> standard ? standard.common(config) : metric;
  }

  /** Rejects another axis than the last, which metrics reduce. */
  private static void checkAxis(Object written) {
    if (ALONG_ANY_AXIS.contains(Family.nameOf(written))) {
      return;
    }
    if (written instanceof Map<?, ?> object && object.get("config") instanceof Map<?, ?> options) {
      int axis = Config.fromMap(options).integer("axis", -1);
      if (axis != -1) {
        throw new IllegalArgumentException("\"axis\" should be -1, but is " + axis);
      }
    }
  }

  /** Creates a user-defined metric: the mean of a formula over rows of predictions. */
  public static Metric of(String name, boolean higherIsBetter, RowFormula formula) {
    return new FormulaMetric(name, higherIsBetter, formula);
  }

  /**
   * Converts a metric to Keras' form in a compile configuration: an object, or a name such as
   * {@code accuracy}.
   */
  public static Object write(Metric metric) {
    if (metric instanceof AccuracyByShape) {
      return metric.name().equals("acc") ? "acc" : "accuracy";
    }
    return metric instanceof Loss loss ? write(loss) : Config.object(metric);
  }

  /**
   * Converts a loss that is used as a metric: to Keras' metric that computes the same, by its name
   * if that is sufficient; otherwise to the loss itself.
   */
  private static Object write(Loss loss) {
    boolean logCosh = loss.className().equals("LogCosh");
    String className = logCosh ? "LogCoshError" : loss.className();
    if (!FAMILY.classes().contains(className) || !Losses.supports(Config.object(loss))) {
      return Config.object(loss);
    }
    Config usual = Losses.read(loss.className()).config();
    Map<String, Object> options = loss.config().map();
    StandardMetric<?> metric =
        (StandardMetric<?>) FAMILY.read(Map.of("class_name", className, "config", options));
    Map<String, Object> kept = metric.config().map();
    for (Map.Entry<String, Object> option : options.entrySet()) {
      boolean changed = !Objects.equals(option.getValue(), usual.get(option.getKey()));
      if (changed && !Objects.equals(option.getValue(), kept.get(option.getKey()))) {
        return Config.object(loss);
      }
    }
    boolean hasDefaults =
        named(FAMILY.read(className), metric.name()).config().equals(metric.config());
    boolean named = FAMILY.names(className).contains(metric.name()) && !logCosh;
    return hasDefaults && named ? metric.name() : Config.object(metric);
  }

  /** The class names of all metrics. */
  public static List<String> classes() {
    return FAMILY.classes();
  }

  private static <T extends StandardMetric<T>> Function<Config, T> withoutOptions(
      Supplier<T> make) {
    return config -> make.get().common(config);
  }
}
