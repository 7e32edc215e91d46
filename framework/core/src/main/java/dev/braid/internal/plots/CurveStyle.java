package dev.braid.internal.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;

/**
 * The style of the curve of one set of samples.
 *
 * @param stroke distinguishes the sets without colors
 */
record CurveStyle(Color color, BasicStroke stroke) {
  private static final CurveStyle TRAINING = style(0x2563eb, (float[]) null);
  private static final List<CurveStyle> VALIDATIONS =
      List.of(
          style(0xd9480f, 7, 4),
          style(0x2b8a3e, 2, 4),
          style(0x862e9c, 10, 4, 2, 4),
          style(0x0b7285, 14, 4),
          style(0x5f3dc4, 4, 4));

  /** Returns the style of the training samples. */
  static CurveStyle training() {
    return TRAINING;
  }

  /** Returns the style of a validation set by its number, from 0. */
  static CurveStyle validation(int number) {
    return VALIDATIONS.get(number % VALIDATIONS.size());
  }

  private static CurveStyle style(int color, float... dashes) {
    int cap = dashes == null ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT;
    return new CurveStyle(
        new Color(color), new BasicStroke(2f, cap, BasicStroke.JOIN_ROUND, 10, dashes, 0));
  }
}
