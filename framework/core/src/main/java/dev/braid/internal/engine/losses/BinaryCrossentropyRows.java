package dev.braid.internal.engine.losses;

/**
 * Binary crossentropy, averaged over a row.
 *
 * @param logits whether predictions are logits rather than probabilities
 */
record BinaryCrossentropyRows(boolean logits) implements RowLoss {
  @Override
  public int targets(int width) {
    return width;
  }

  @Override
  public double row(
      float[] target,
      int targetOffset,
      float[] prediction,
      int offset,
      int width,
      float[] gradient) {
    double loss = 0;
    for (int i = 0; i < width; i++) {
      float label = target[targetOffset + i];
      float value = prediction[offset + i];
      if (logits) {
        loss += label * softplus(-value) + (1 - label) * softplus(value);
        gradient[offset + i] = (float) (1 / (1 + Math.exp(-value)) - label) / width;
      } else {
        float probability = Math.max(EPSILON, Math.min(ONE_MINUS_EPSILON, value));
        loss -= label * Math.log(probability) + (1 - label) * Math.log(1 - probability);
        boolean inside = value >= EPSILON && value <= ONE_MINUS_EPSILON;
        gradient[offset + i] =
            inside ? ((1 - label) / (1 - probability) - label / probability) / width : 0;
      }
    }
    return loss / width;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
