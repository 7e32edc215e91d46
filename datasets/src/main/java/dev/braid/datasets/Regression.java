package dev.braid.datasets;

import java.util.List;

/**
 * Rows of measurements with a number to predict for each; the arrays are accepted by {@code fit}.
 *
 * @param features samples, features
 * @param targets the number of each sample
 * @param featureNames the names of the features
 */
public record Regression(float[][] features, float[] targets, List<String> featureNames) {
  public Regression {
    featureNames = List.copyOf(featureNames);
    SampleCountCheck.sameCount(features.length, targets.length);
  }

  /** The number of samples. */
  public int size() {
    return targets.length;
  }
}
