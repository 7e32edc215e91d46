package dev.braid.internal.engine.losses;

/**
 * Crossentropy over classes.
 *
 * @param logits whether predictions are logits rather than probabilities
 * @param sparse whether a target is a class number rather than a share of each class
 */
record ClassRows(boolean logits, boolean sparse) implements RowLoss {
  @Override
  public int targets(int width) {
    return sparse ? 1 : width;
  }

  @Override
  public double row(
      float[] target, int targetAt, float[] prediction, int at, int width, float[] gradient) {
    return logits
        ? ofLogits(target, targetAt, prediction, at, width, gradient)
        : ofProbabilities(target, targetAt, prediction, at, width, gradient);
  }

  private float targetOf(float[] target, int targetAt, int i) {
    if (sparse) {
      return (int) target[targetAt] == i ? 1 : 0;
    }
    return target[targetAt + i];
  }

  /**
   * Probabilities are made to add up to 1 and kept off 0 and 1, where no gradient flows, as Keras
   * does.
   */
  private double ofProbabilities(
      float[] target, int targetAt, float[] prediction, int at, int width, float[] gradient) {
    float sum = 0;
    for (int i = at; i < at + width; i++) {
      sum += prediction[i];
    }
    double loss = 0;
    float pull = 0;
    for (int i = 0; i < width; i++) {
      float share = targetOf(target, targetAt, i);
      gradient[at + i] = 0;
      if (share != 0) {
        float probability = prediction[at + i] / sum;
        float kept = Math.max(EPSILON, Math.min(HIGHEST, probability));
        loss -= share * Math.log(kept);
        if (probability >= EPSILON && probability <= HIGHEST) {
          gradient[at + i] = -share / kept;
          pull += gradient[at + i] * probability;
        }
        // a probability that is not a number must not hide behind the limits
        loss += probability * 0;
      }
    }
    for (int i = at; i < at + width; i++) {
      gradient[i] = (gradient[i] - pull) / sum;
    }
    return loss;
  }

  private double ofLogits(
      float[] target, int targetAt, float[] prediction, int at, int width, float[] gradient) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = at; i < at + width; i++) {
      largest = Math.max(largest, prediction[i]);
    }
    double sum = 0;
    for (int i = at; i < at + width; i++) {
      double power = Math.exp(prediction[i] - largest);
      gradient[i] = (float) power;
      sum += power;
    }
    double log = Math.log(sum) + largest;
    double loss = 0;
    float shares = 0;
    for (int i = 0; i < width; i++) {
      float share = targetOf(target, targetAt, i);
      shares += share;
      loss += share == 0 ? 0 : share * (log - prediction[at + i]);
    }
    for (int i = 0; i < width; i++) {
      gradient[at + i] = (float) (gradient[at + i] / sum) * shares - targetOf(target, targetAt, i);
    }
    return loss;
  }
}
