package dev.braid.internal.engine.losses;

/**
 * Binary crossentropy, averaged over a row.
 *
 * @param logits whether predictions are logits rather than probabilities
 */
record YesNoRows(boolean logits) implements RowLoss {
  @Override
  public int targets(int width) {
    return width;
  }

  @Override
  public double row(
      float[] target, int targetAt, float[] prediction, int at, int width, float[] gradient) {
    double loss = 0;
    for (int i = 0; i < width; i++) {
      float label = target[targetAt + i];
      float given = prediction[at + i];
      if (logits) {
        loss += label * softplus(-given) + (1 - label) * softplus(given);
        gradient[at + i] = (float) (1 / (1 + Math.exp(-given)) - label) / width;
      } else {
        float probability = Math.max(EPSILON, Math.min(HIGHEST, given));
        loss -= label * Math.log(probability) + (1 - label) * Math.log(1 - probability);
        boolean inside = given >= EPSILON && given <= HIGHEST;
        gradient[at + i] =
            inside ? ((1 - label) / (1 - probability) - label / probability) / width : 0;
      }
    }
    return loss / width;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
