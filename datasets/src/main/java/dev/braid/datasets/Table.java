package dev.braid.datasets;

import dev.braid.data.DataSplit;
import java.util.List;

/**
 * Rows of measurements and the class of each; the arrays are accepted by {@code fit}.
 *
 * @param features samples, features; in the units of the source
 * @param labels the class of each sample
 * @param featureNames the names of the features
 * @param classNames the names of the classes
 */
public record Table(
    float[][] features, int[] labels, List<String> featureNames, List<String> classNames) {
  private static final double TEST_FRACTION = 0.2;

  public Table {
    featureNames = List.copyOf(featureNames);
    classNames = List.copyOf(classNames);
    SampleCountCheck.sameCount(features.length, labels.length);
  }

  /** The number of samples. */
  public int size() {
    return labels.length;
  }

  /** The training part of the default split: four fifths of every class. */
  public Table train() {
    return split(TEST_FRACTION, 0).train();
  }

  /** The test part of the default split: a fifth of every class. */
  public Table test() {
    return split(TEST_FRACTION, 0).test();
  }

  /**
   * Splits the samples at random, every class by the same fraction.
   *
   * @param testSize the fraction for testing, between 0 and 1
   * @param seed the seed of the random generator
   */
  public TrainTest<Table> split(double testSize, long seed) {
    DataSplit.Parts<float[][], int[]> parts =
        DataSplit.of(features, labels).testSize(testSize).seed(seed).stratify(labels).split();
    return new TrainTest<>(
        new Table(parts.trainX(), parts.trainY(), featureNames, classNames),
        new Table(parts.testX(), parts.testY(), featureNames, classNames));
  }

  /** One feature of every sample. */
  public float[] feature(String name) {
    int column = featureNames.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException(
          "the feature \"" + name + "\" does not exist; the features are " + featureNames);
    }
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = features[i][column];
    }
    return values;
  }

  /**
   * The same samples with every feature standardized by the mean and deviation of {@code
   * reference}.
   */
  public Table standardized(Table reference) {
    float[][] scaled = new float[size()][featureNames.size()];
    for (int column = 0; column < featureNames.size(); column++) {
      double mean = 0;
      for (float[] row : reference.features) {
        mean += row[column] / reference.size();
      }
      double variance = 0;
      for (float[] row : reference.features) {
        variance += (row[column] - mean) * (row[column] - mean) / reference.size();
      }
      double deviation = variance == 0 ? 1 : Math.sqrt(variance);
      for (int i = 0; i < scaled.length; i++) {
        scaled[i][column] = (float) ((features[i][column] - mean) / deviation);
      }
    }
    return new Table(scaled, labels, featureNames, classNames);
  }
}
