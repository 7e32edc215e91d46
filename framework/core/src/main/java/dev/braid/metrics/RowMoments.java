package dev.braid.metrics;

/** Means, variances and the covariance of a row of targets and one of predictions. */
record RowMoments(
    double targetMean,
    double predictionMean,
    double targetVariance,
    double predictionVariance,
    double covariance) {
  static RowMoments of(float[] target, int t, float[] prediction, int p, int width) {
    double targets = 0;
    double predictions = 0;
    for (int i = 0; i < width; i++) {
      targets += target[t + i];
      predictions += prediction[p + i];
    }
    targets /= width;
    predictions /= width;
    double targetSquares = 0;
    double predictionSquares = 0;
    double products = 0;
    for (int i = 0; i < width; i++) {
      double x = target[t + i] - targets;
      double y = prediction[p + i] - predictions;
      targetSquares += x * x;
      predictionSquares += y * y;
      products += x * y;
    }
    return new RowMoments(
        targets, predictions, targetSquares / width, predictionSquares / width, products / width);
  }
}
