package dev.braid.internal.engine.losses;

/**
 * Crossentropy over classes.
 *
 * @param logits whether predictions are logits rather than probabilities
 * @param sparse whether a target is a class index rather than a distribution over the classes
 */
record CategoricalCrossentropyRows(boolean logits, boolean sparse) implements RowLoss {
  @Override
  public int targets(int width) {
    return sparse ? 1 : width;
  }

  @Override
  public double row(
      float[] target,
      int targetOffset,
      float[] prediction,
      int offset,
      int width,
      float[] gradient) {
    return logits
        ? ofLogits(target, targetOffset, prediction, offset, width, gradient)
        : ofProbabilities(target, targetOffset, prediction, offset, width, gradient);
  }

  private float targetOf(float[] target, int targetOffset, int i) {
    if (sparse) {
      return (int) target[targetOffset] == i ? 1 : 0;
    }
    return target[targetOffset + i];
  }

  /**
   * Computes the loss of probabilities, which are normalized to a sum of 1 and clipped; as in
   * Keras, no gradient flows where they are clipped.
   */
  private double ofProbabilities(
      float[] target,
      int targetOffset,
      float[] prediction,
      int offset,
      int width,
      float[] gradient) {
    float sum = 0;
    for (int i = offset; i < offset + width; i++) {
      sum += prediction[i];
    }
    double loss = 0;
    float projection = 0;
    for (int i = 0; i < width; i++) {
      float weight = targetOf(target, targetOffset, i);
      gradient[offset + i] = 0;
      if (weight != 0) {
        float probability = prediction[offset + i] / sum;
        float clipped = Math.max(EPSILON, Math.min(ONE_MINUS_EPSILON, probability));
        loss -= weight * Math.log(clipped);
        if (probability >= EPSILON && probability <= ONE_MINUS_EPSILON) {
          gradient[offset + i] = -weight / clipped;
          projection += gradient[offset + i] * probability;
        }
        // propagates NaN, which clipping would hide
        loss += probability * 0;
      }
    }
    for (int i = offset; i < offset + width; i++) {
      gradient[i] = (gradient[i] - projection) / sum;
    }
    return loss;
  }

  private double ofLogits(
      float[] target,
      int targetOffset,
      float[] prediction,
      int offset,
      int width,
      float[] gradient) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = offset; i < offset + width; i++) {
      max = Math.max(max, prediction[i]);
    }
    double sum = 0;
    for (int i = offset; i < offset + width; i++) {
      double exponential = Math.exp(prediction[i] - max);
      gradient[i] = (float) exponential;
      sum += exponential;
    }
    double log = Math.log(sum) + max;
    double loss = 0;
    float weightSum = 0;
    for (int i = 0; i < width; i++) {
      float weight = targetOf(target, targetOffset, i);
      weightSum += weight;
      loss += weight == 0 ? 0 : weight * (log - prediction[offset + i]);
    }
    for (int i = 0; i < width; i++) {
      gradient[offset + i] =
          (float) (gradient[offset + i] / sum) * weightSum - targetOf(target, targetOffset, i);
    }
    return loss;
  }
}
