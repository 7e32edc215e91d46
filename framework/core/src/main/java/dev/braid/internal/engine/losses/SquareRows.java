package dev.braid.internal.engine.losses;

/** The mean squared error of a row. */
record SquareRows() implements RowLoss {
  @Override
  public int targets(int width) {
    return width;
  }

  @Override
  public double row(
      float[] target, int targetAt, float[] prediction, int at, int width, float[] gradient) {
    double loss = 0;
    for (int i = 0; i < width; i++) {
      float off = prediction[at + i] - target[targetAt + i];
      loss += (double) off * off;
      gradient[at + i] = 2 * off / width;
    }
    return loss / width;
  }
}
