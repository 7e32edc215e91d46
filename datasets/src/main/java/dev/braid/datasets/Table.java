package dev.braid.datasets;

import dev.braid.data.DataSplit;
import java.util.List;

/**
 * Rows of measurements and the class of each; the arrays go into {@code fit} as they are.
 *
 * @param features samples, features; in the units of the source
 * @param labels the class of each sample
 * @param featureNames what was measured
 * @param classNames what the classes are called
 */
public record Table(
    float[][] features, int[] labels, List<String> featureNames, List<String> classNames) {
  private static final double TEST_PART = 0.2;

  public Table {
    featureNames = List.copyOf(featureNames);
    classNames = List.copyOf(classNames);
    Parts.sameCount(features.length, labels.length);
  }

  /** How many samples there are. */
  public int size() {
    return labels.length;
  }

  /** The part to train on of the usual split: four fifths of every class. */
  public Table train() {
    return split(TEST_PART, 0).train();
  }

  /** The part to test on of the usual split: a fifth of every class. */
  public Table test() {
    return split(TEST_PART, 0).test();
  }

  /**
   * Parts the samples by chance, every class alike.
   *
   * @param testSize which part is for testing, between 0 and 1
   * @param seed where chance begins
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
          "there is no feature \"" + name + "\"; there are " + featureNames);
    }
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = features[i][column];
    }
    return values;
  }

  /**
   * The same samples with every feature brought to mean 0 and deviation 1, by {@code reference}.
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
