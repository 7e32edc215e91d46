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
      float wanted = target[targetAt + i];
      float given = prediction[at + i];
      if (logits) {
        loss += wanted * softplus(-given) + (1 - wanted) * softplus(given);
        gradient[at + i] = (float) (1 / (1 + Math.exp(-given)) - wanted) / width;
      } else {
        float chance = Math.max(EPSILON, Math.min(HIGHEST, given));
        loss -= wanted * Math.log(chance) + (1 - wanted) * Math.log(1 - chance);
        boolean inside = given >= EPSILON && given <= HIGHEST;
        gradient[at + i] = inside ? ((1 - wanted) / (1 - chance) - wanted / chance) / width : 0;
      }
    }
    return loss / width;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
