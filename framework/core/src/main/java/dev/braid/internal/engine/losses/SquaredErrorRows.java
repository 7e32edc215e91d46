package dev.braid.internal.engine.losses;

/** The mean squared error of a row. */
record SquaredErrorRows() implements RowLoss {
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
      float difference = prediction[offset + i] - target[targetOffset + i];
      loss += (double) difference * difference;
      gradient[offset + i] = 2 * difference / width;
    }
    return loss / width;
  }
}
