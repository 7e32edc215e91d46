package dev.braid.metrics;

/** Computes logarithms of predicted class probabilities. */
final class LogProbabilities {
  private LogProbabilities() {}

  /** The logarithm of each class's probability, from logits or from unnormalized probabilities. */
  static double[] logs(float[] prediction, int from, int width, boolean logits) {
    double[] logs = new double[width];
    double sum = 0;
    if (logits) {
      float largest = prediction[from + PredictionRows.largest(prediction, from, width)];
      for (int i = 0; i < width; i++) {
        logs[i] = (double) prediction[from + i] - largest;
        sum += Math.exp(logs[i]);
      }
      double shift = Math.log(sum);
      for (int i = 0; i < width; i++) {
        logs[i] -= shift;
      }
      return logs;
    }
    for (int i = 0; i < width; i++) {
      sum += prediction[from + i];
    }
    for (int i = 0; i < width; i++) {
      double probability = prediction[from + i] / sum;
      // the limits are those of float32, the type of predictions
      logs[i] = Math.log(Math.min((float) (1 - 1e-7), Math.max((float) 1e-7, probability)));
    }
    return logs;
  }
}
