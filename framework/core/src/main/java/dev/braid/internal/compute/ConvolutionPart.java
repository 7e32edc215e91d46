package dev.braid.internal.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a convolution that is a convolution itself: some samples, or some rows of images.
 *
 * <p><b>Idea.</b> Samples are independent of each other, so they are split first. Where there are
 * fewer than threads, each is split along its first axis longer than 1 (rows of images). Parts that
 * write rows of the result overlap in what they read ("halo"): r rows of the result need (r - 1)
 * strides and one window of the input. Parts that write rows of the input's gradient need all rows
 * of the result whose windows reach them. In both directions each written element belongs to one
 * part, so that threads don't meet and nothing is added up.
 *
 * <p><b>Padding.</b> A part of the result has the whole's zeros where its windows reach over the
 * edge, and none inside. A part of the input's gradient counts as zeros what its windows read of
 * other parts' rows, for their gradients are others' business. Where a part would have no input or
 * no windows (those in the padding alone), samples are not split.
 *
 * @param window the geometry of the part
 * @param input where its elements begin in the input
 * @param output where its elements begin in the result
 */
record ConvolutionPart(WindowGeometry window, long input, long output) {

  /** Parts that write each element of the result once; what they read may overlap. */
  static List<ConvolutionPart> ofResult(WindowGeometry whole, int count) {
    return cut(whole, count, false);
  }

  /** Parts that write each element of the input's gradient once. */
  static List<ConvolutionPart> ofInput(WindowGeometry whole, int count) {
    return cut(whole, count, true);
  }

  private static List<ConvolutionPart> cut(WindowGeometry whole, int count, boolean byInput) {
    int samples = Math.min(count, whole.samples());
    int times = count / samples;
    List<ConvolutionPart> rows = times > 1 ? rows(whole, times, byInput) : List.of();
    List<ConvolutionPart> areas = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      int from = ParallelParts.bound(whole.samples(), i, samples);
      int some = ParallelParts.bound(whole.samples(), i + 1, samples) - from;
      long input = from * whole.inputLength();
      long output = from * whole.outputLength();
      if (rows.isEmpty()) {
        areas.add(new ConvolutionPart(whole.samples(some), input, output));
      }
      for (ConvolutionPart row : rows) {
        areas.add(
            new ConvolutionPart(row.window.samples(some), input + row.input, output + row.output));
      }
    }
    return areas;
  }

  /** Splits one sample along its first axis longer than 1; empty where that is not possible. */
  private static List<ConvolutionPart> rows(WindowGeometry whole, int wanted, boolean byInput) {
    int axis = 0;
    while (axis < whole.axes() - 1 && whole.space().get(axis) == 1 && whole.output(axis) == 1) {
      axis++;
    }
    int length = byInput ? whole.space().get(axis) : whole.output(axis);
    int count = Math.min(wanted, length);
    List<ConvolutionPart> areas = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = ParallelParts.bound(length, i, count);
      int to = ParallelParts.bound(length, i + 1, count);
      Optional<ConvolutionPart> area =
          byInput ? onto(whole, axis, from, to) : giving(whole, axis, from, to);
      if (area.isEmpty()) {
        return List.of();
      }
      areas.add(area.get());
    }
    return areas;
  }

  /** The part that writes the rows [from, to) of the result. */
  private static Optional<ConvolutionPart> giving(WindowGeometry w, int axis, int from, int to) {
    int first = from * w.strides().get(axis) - w.before().get(axis);
    int end = (to - 1) * w.strides().get(axis) - w.before().get(axis) + w.extent(axis);
    int low = Math.max(0, first);
    int high = Math.min(w.space().get(axis), end);
    return area(w, axis, low, high, low - first, end - high, from, to);
  }

  /** The part that writes the gradient of the rows [from, to) of the input. */
  private static Optional<ConvolutionPart> onto(WindowGeometry w, int axis, int from, int to) {
    int stride = w.strides().get(axis);
    int before = w.before().get(axis);
    int first = Math.max(0, (from + before - w.extent(axis) + stride) / stride);
    int end = Math.min(w.output(axis), (to - 1 + before) / stride + 1);
    int zeros = (end - 1) * stride - before + w.extent(axis) - to;
    return area(w, axis, from, to, from + before - first * stride, Math.max(0, zeros), first, end);
  }

  private static Optional<ConvolutionPart> area(
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
