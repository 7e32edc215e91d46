package dev.braid.datasets;

import java.util.List;

/**
 * Rows of measurements and a number to foretell for each; the arrays go into {@code fit} as they
 * are.
 *
 * @param features samples, features
 * @param targets the number of each sample
 * @param featureNames what was measured
 */
public record Regression(float[][] features, float[] targets, List<String> featureNames) {
  public Regression {
    featureNames = List.copyOf(featureNames);
    Parts.sameCount(features.length, targets.length);
  }

  /** How many samples there are. */
  public int size() {
    return targets.length;
  }
}
