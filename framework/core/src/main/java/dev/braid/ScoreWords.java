package dev.braid;

import dev.braid.losses.BinaryCrossentropy;
import dev.braid.losses.BinaryFocalCrossentropy;
import dev.braid.losses.CategoricalCrossentropy;
import dev.braid.losses.CategoricalFocalCrossentropy;
import dev.braid.losses.CategoricalHinge;
import dev.braid.losses.CosineSimilarity;
import dev.braid.losses.Hinge;
import dev.braid.losses.Huber;
import dev.braid.losses.KLDivergence;
import dev.braid.losses.LogCosh;
import dev.braid.losses.Losses;
import dev.braid.losses.MeanAbsoluteError;
import dev.braid.losses.MeanAbsolutePercentageError;
import dev.braid.losses.MeanSquaredError;
import dev.braid.losses.MeanSquaredLogarithmicError;
import dev.braid.losses.Poisson;
import dev.braid.losses.SparseCategoricalCrossentropy;
import dev.braid.losses.SquaredHinge;
import dev.braid.metrics.AUC;
import dev.braid.metrics.AccuracyByShape;
import dev.braid.metrics.BinaryAccuracy;
import dev.braid.metrics.BinaryIoU;
import dev.braid.metrics.CategoricalAccuracy;
import dev.braid.metrics.F1Score;
import dev.braid.metrics.FBetaScore;
import dev.braid.metrics.FalseNegatives;
import dev.braid.metrics.FalsePositives;
import dev.braid.metrics.IoU;
import dev.braid.metrics.LogCoshError;
import dev.braid.metrics.Mean;
import dev.braid.metrics.MeanIoU;
import dev.braid.metrics.Metrics;
import dev.braid.metrics.OneHotIoU;
import dev.braid.metrics.OneHotMeanIoU;
import dev.braid.metrics.Precision;
import dev.braid.metrics.PrecisionAtRecall;
import dev.braid.metrics.R2Score;
import dev.braid.metrics.Recall;
import dev.braid.metrics.RecallAtPrecision;
import dev.braid.metrics.RootMeanSquaredError;
import dev.braid.metrics.RowFormula;
import dev.braid.metrics.SensitivityAtSpecificity;
import dev.braid.metrics.SparseCategoricalAccuracy;
import dev.braid.metrics.SparseTopKCategoricalAccuracy;
import dev.braid.metrics.SpecificityAtSensitivity;
import dev.braid.metrics.Sum;
import dev.braid.metrics.TopKCategoricalAccuracy;
import dev.braid.metrics.TrueNegatives;
import dev.braid.metrics.TruePositives;
import dev.braid.ops.Value;
import java.util.function.BinaryOperator;

/** The words for what a model is trained for and judged by. */
abstract class ScoreWords extends DataWords {
  ScoreWords() {}

  // ---- losses; each may be watched as a metric too

  public static MeanSquaredError meanSquaredError() {
    return new MeanSquaredError();
  }

  /** The same under its short name. */
  public static MeanSquaredError mse() {
    return new MeanSquaredError().named("mse");
  }

  public static MeanAbsoluteError meanAbsoluteError() {
    return new MeanAbsoluteError();
  }

  /** The same under its short name. */
  public static MeanAbsoluteError mae() {
    return new MeanAbsoluteError().named("mae");
  }

  public static MeanAbsolutePercentageError meanAbsolutePercentageError() {
    return new MeanAbsolutePercentageError();
  }

  /** The same under its short name. */
  public static MeanAbsolutePercentageError mape() {
    return new MeanAbsolutePercentageError().named("mape");
  }

  public static MeanSquaredLogarithmicError meanSquaredLogarithmicError() {
    return new MeanSquaredLogarithmicError();
  }

  /** The same under its short name. */
  public static MeanSquaredLogarithmicError msle() {
    return new MeanSquaredLogarithmicError().named("msle");
  }

  public static BinaryCrossentropy binaryCrossentropy() {
    return new BinaryCrossentropy();
  }

  /** The same under its short name. */
  public static BinaryCrossentropy bce() {
    return new BinaryCrossentropy().named("bce");
  }

  public static KLDivergence klDivergence() {
    return new KLDivergence();
  }

  /** The same under its short name. */
  public static KLDivergence kld() {
    return new KLDivergence().named("kld");
  }

  public static CategoricalCrossentropy categoricalCrossentropy() {
    return new CategoricalCrossentropy();
  }

  public static SparseCategoricalCrossentropy sparseCategoricalCrossentropy() {
    return new SparseCategoricalCrossentropy();
  }

  public static CosineSimilarity cosineSimilarity() {
    return new CosineSimilarity();
  }

  public static Poisson poisson() {
    return new Poisson();
  }

  public static LogCosh logCosh() {
    return new LogCosh();
  }

  public static Hinge hinge() {
    return new Hinge();
  }

  public static SquaredHinge squaredHinge() {
    return new SquaredHinge();
  }

  public static CategoricalHinge categoricalHinge() {
    return new CategoricalHinge();
  }

  public static BinaryFocalCrossentropy binaryFocalCrossentropy() {
    return new BinaryFocalCrossentropy();
  }

  public static CategoricalFocalCrossentropy categoricalFocalCrossentropy() {
    return new CategoricalFocalCrossentropy();
  }

  public static Huber huber() {
    return new Huber(1);
  }

  public static Huber huber(double delta) {
    return new Huber(delta);
  }

  /** A loss of your own: from target and prediction to the loss of each row. */
  public static Loss loss(String name, BinaryOperator<Value> formula) {
    return Losses.of(name, formula);
  }

  // ---- metrics

  /** Binary, sparse or categorical accuracy, as the output and its targets ask for. */
  public static AccuracyByShape accuracy() {
    return new AccuracyByShape();
  }

  public static BinaryAccuracy binaryAccuracy() {
    return new BinaryAccuracy();
  }

  public static BinaryAccuracy binaryAccuracy(double threshold) {
    return new BinaryAccuracy(threshold);
  }

  public static CategoricalAccuracy categoricalAccuracy() {
    return new CategoricalAccuracy();
  }

  public static SparseCategoricalAccuracy sparseCategoricalAccuracy() {
    return new SparseCategoricalAccuracy();
  }

  public static TopKCategoricalAccuracy topKCategoricalAccuracy() {
    return new TopKCategoricalAccuracy(5);
  }

  public static TopKCategoricalAccuracy topKCategoricalAccuracy(int k) {
    return new TopKCategoricalAccuracy(k);
  }

  public static SparseTopKCategoricalAccuracy sparseTopKCategoricalAccuracy() {
    return new SparseTopKCategoricalAccuracy(5);
  }

  public static SparseTopKCategoricalAccuracy sparseTopKCategoricalAccuracy(int k) {
    return new SparseTopKCategoricalAccuracy(k);
  }

  public static RootMeanSquaredError rootMeanSquaredError() {
    return new RootMeanSquaredError();
  }

  public static LogCoshError logCoshError() {
    return new LogCoshError();
  }

  public static Mean mean() {
    return new Mean();
  }

  public static Sum sum() {
    return new Sum();
  }

  public static Precision precision() {
    return new Precision();
  }

  public static Recall recall() {
    return new Recall();
  }

  public static TruePositives truePositives() {
    return new TruePositives();
  }

  public static TrueNegatives trueNegatives() {
    return new TrueNegatives();
  }

  public static FalsePositives falsePositives() {
    return new FalsePositives();
  }

  public static FalseNegatives falseNegatives() {
    return new FalseNegatives();
  }

  public static AUC auc() {
    return new AUC();
  }

  public static SensitivityAtSpecificity sensitivityAtSpecificity(double specificity) {
    return new SensitivityAtSpecificity(specificity);
  }

  public static SpecificityAtSensitivity specificityAtSensitivity(double sensitivity) {
    return new SpecificityAtSensitivity(sensitivity);
  }

  public static PrecisionAtRecall precisionAtRecall(double recall) {
    return new PrecisionAtRecall(recall);
  }

  public static RecallAtPrecision recallAtPrecision(double precision) {
    return new RecallAtPrecision(precision);
  }

  public static F1Score f1Score() {
    return new F1Score();
  }

  public static FBetaScore fBetaScore(double beta) {
    return new FBetaScore(beta);
  }

  public static R2Score r2Score() {
    return new R2Score();
  }

  public static MeanIoU meanIoU(int classes) {
    return new MeanIoU(classes);
  }

  public static IoU ioU(int classes, int... targetClasses) {
    return new IoU(classes, targetClasses);
  }

  public static BinaryIoU binaryIoU(int... targetClasses) {
    return new BinaryIoU(targetClasses);
  }

  public static OneHotIoU oneHotIoU(int classes, int... targetClasses) {
    return new OneHotIoU(classes, targetClasses);
  }

  public static OneHotMeanIoU oneHotMeanIoU(int classes) {
    return new OneHotMeanIoU(classes);
  }

  /** A metric of your own: the mean of a formula over targets and predictions. */
  public static Metric metric(String name, boolean higherIsBetter, RowFormula formula) {
    return Metrics.of(name, higherIsBetter, formula);
  }
}
