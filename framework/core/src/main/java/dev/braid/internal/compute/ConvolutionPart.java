package dev.braid.internal.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a convolution that is a convolution itself: some samples, or some rows of images.
 *
 * <p><b>Idea.</b> Samples are independent of each other, so they are split first. If there are
 * fewer samples than threads, each is split along its first axis longer than 1 (rows of images).
 * Pieces that write rows of the result overlap in the rows that they read ("halo"): r rows of the
 * result require (r - 1) strides and one window of the input. Pieces that write rows of the input's
 * gradient require all rows of the result whose windows reach them. In both directions each written
 * element belongs to one piece, so that threads don't conflict and no sums are needed.
 *
 * <p><b>Padding.</b> A piece of the result has the padding of the whole where its windows extend
 * beyond the edge, and none inside. A piece of the input's gradient treats rows of other pieces as
 * padding, since the other pieces compute their gradients. If a piece would have no input or no
 * windows (those in the padding alone), samples are not split.
 *
 * @param window the geometry of the piece
 * @param input the offset of its first element in the input
 * @param output the offset of its first element in the result
 */
record ConvolutionPart(WindowGeometry window, long input, long output) {

  /** Returns pieces that write each element of the result once; their inputs may overlap. */
  static List<ConvolutionPart> ofResult(WindowGeometry whole, int count) {
    return split(whole, count, false);
  }

  /** Returns pieces that write each element of the input's gradient once. */
  static List<ConvolutionPart> ofInput(WindowGeometry whole, int count) {
    return split(whole, count, true);
  }

  private static List<ConvolutionPart> split(WindowGeometry whole, int count, boolean byInput) {
    int samples = Math.min(count, whole.samples());
    int perSample = count / samples;
    List<ConvolutionPart> rows = perSample > 1 ? rows(whole, perSample, byInput) : List.of();
    List<ConvolutionPart> parts = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      int from = ParallelParts.bound(whole.samples(), i, samples);
      int sampleCount = ParallelParts.bound(whole.samples(), i + 1, samples) - from;
      long input = from * whole.inputLength();
      long output = from * whole.outputLength();
      if (rows.isEmpty()) {
        parts.add(new ConvolutionPart(whole.samples(sampleCount), input, output));
      }
      for (ConvolutionPart row : rows) {
        parts.add(
            new ConvolutionPart(
                row.window.samples(sampleCount), input + row.input, output + row.output));
      }
    }
    return parts;
  }

  /** Splits one sample along its first axis longer than 1; empty if that is not possible. */
  private static List<ConvolutionPart> rows(WindowGeometry whole, int maxCount, boolean byInput) {
    int axis = 0;
    while (axis < whole.axes() - 1 && whole.space().get(axis) == 1 && whole.output(axis) == 1) {
      axis++;
    }
    int length = byInput ? whole.space().get(axis) : whole.output(axis);
    int count = Math.min(maxCount, length);
    List<ConvolutionPart> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = ParallelParts.bound(length, i, count);
      int to = ParallelParts.bound(length, i + 1, count);
      Optional<ConvolutionPart> part =
          byInput ? ofInputRows(whole, axis, from, to) : ofResultRows(whole, axis, from, to);
      if (part.isEmpty()) {
        return List.of();
      }
      parts.add(part.get());
    }
    return parts;
  }

  /** Returns the piece that writes the rows [from, to) of the result. */
  private static Optional<ConvolutionPart> ofResultRows(
      WindowGeometry w, int axis, int from, int to) {
    int first = from * w.strides().get(axis) - w.before().get(axis);
    int end = (to - 1) * w.strides().get(axis) - w.before().get(axis) + w.extent(axis);
    int low = Math.max(0, first);
    int high = Math.min(w.space().get(axis), end);
    return create(w, axis, low, high, low - first, end - high, from, to);
  }

  /** Returns the piece that writes the gradient of the rows [from, to) of the input. */
  private static Optional<ConvolutionPart> ofInputRows(
      WindowGeometry w, int axis, int from, int to) {
    int stride = w.strides().get(axis);
    int before = w.before().get(axis);
    int first = Math.max(0, (from + before - w.extent(axis) + stride) / stride);
    int end = Math.min(w.output(axis), (to - 1 + before) / stride + 1);
    int zeros = (end - 1) * stride - before + w.extent(axis) - to;
    return create(
        w, axis, from, to, from + before - first * stride, Math.max(0, zeros), first, end);
  }

  private static Optional<ConvolutionPart> create(
      WindowGeometry w, int axis, int low, int high, int before, int after, int first, int end) {
    if (high <= low || end <= first) {
      return Optional.empty();
    }
    long input = w.inputLength() / w.space().get(axis);
    long output = w.outputLength() / w.output(axis);
    WindowGeometry window = w.withAxis(axis, high - low, before, after);
    return Optional.of(new ConvolutionPart(window, low * input, first * output));
  }
}
