package dev.braid.internal.compute;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A convolution as its definition has it, number by number. */
final class SlowConvolution {
  private final WindowGeometry w;
  private final int[] space;
  private final int[] output;
  private final int[] size;

  SlowConvolution(WindowGeometry window) {
    w = window;
    space = window.space().stream().mapToInt(each -> each).toArray();
    size = window.size().stream().mapToInt(each -> each).toArray();
    output = new int[window.axes()];
    for (int i = 0; i < output.length; i++) {
      output[i] = window.output(i);
    }
  }

  /** What is multiplied with what: an input, a weight and the result that gets their product. */
  @FunctionalInterface
  private interface Meeting {
    void at(int input, int weight, int result);
  }

  private static int count(int[] extents) {
    int count = 1;
    for (int extent : extents) {
      count *= extent;
    }
    return count;
  }

  private static int[] place(int index, int[] extents) {
    int[] place = new int[extents.length];
    for (int i = extents.length - 1; i >= 0; i--) {
      place[i] = index % extents[i];
      index /= extents[i];
    }
    return place;
  }

  /** Where a window's number meets the input, or -1 where there are only zeros. */
  private int met(int[] window, int[] offset) {
    int index = 0;
    for (int i = 0; i < space.length; i++) {
      int at = window[i] * w.strides().get(i) - w.before().get(i) + offset[i] * w.dilation().get(i);
      if (at < 0 || at >= space[i]) {
        return -1;
      }
      index = index * space[i] + at;
    }
    return index;
  }

  private void walk(Meeting meeting) {
    int perGroup = w.channels() / w.groups();
    int filtersPerGroup = w.filters() / w.groups();
    for (int sample = 0; sample < w.samples(); sample++) {
      for (int to = 0; to < count(output); to++) {
        for (int offset = 0; offset < count(size); offset++) {
          int from = met(place(to, output), place(offset, size));
          for (int f = 0; from >= 0 && f < w.filters(); f++) {
            int result = (sample * count(output) + to) * w.filters() + f;
            for (int c = 0; c < perGroup; c++) {
              int channel = f / filtersPerGroup * perGroup + c;
              int input = (sample * count(space) + from) * w.channels() + channel;
              meeting.at(input, (offset * perGroup + c) * w.filters() + f, result);
            }
          }
        }
      }
    }
  }

  /** An input and the result that looks at it. */
  @FunctionalInterface
  interface Look {
    void at(int input, int result);
  }

  /** What a pooling looks at, whose channels stay by themselves. */
  void poolings(Look look) {
    for (int sample = 0; sample < w.samples(); sample++) {
      for (int to = 0; to < count(output); to++) {
        for (int offset = 0; offset < count(size); offset++) {
          int from = met(place(to, output), place(offset, size));
          for (int c = 0; from >= 0 && c < w.channels(); c++) {
            look.at(
                (sample * count(space) + from) * w.channels() + c,
                (sample * count(output) + to) * w.channels() + c);
          }
        }
      }
    }
  }

  float[] forward(float[] x, float[] kernel) {
    float[] out = new float[Math.toIntExact(w.samples() * w.outputLength())];
    walk((input, weight, result) -> out[result] += x[input] * kernel[weight]);
    return out;
  }

  float[] weights(float[] x, float[] gradient) {
    float[] kernel = new float[count(size) * w.channels() / w.groups() * w.filters()];
    walk((input, weight, result) -> kernel[weight] += x[input] * gradient[result]);
    return kernel;
  }

  float[] input(float[] gradient, float[] kernel) {
    float[] back = new float[Math.toIntExact(w.samples() * w.inputLength())];
    walk((input, weight, result) -> back[input] += gradient[result] * kernel[weight]);
    return back;
  }

  /** Windows of all kinds, over few samples and large enough to be cut. */
  static List<WindowGeometry> windows() {
    List<WindowGeometry> windows = new ArrayList<>();
    windows.add(window(5, 1, List.of(24, 20), 16, 24, List.of(3, 3), 1, 1, 1, 1));
    windows.add(window(1, 1, List.of(64, 30), 16, 16, List.of(3, 3), 1, 1, 1, 1));
    windows.add(window(1, 1, List.of(65, 62), 8, 40, List.of(5, 3), 2, 1, 2, 1));
    windows.add(window(1, 1, List.of(64, 40), 8, 40, List.of(3, 5), 1, 3, 0, 0));
    windows.add(window(1, 1, List.of(93, 60), 12, 36, List.of(2, 2), 3, 1, 0, 0));
    windows.add(window(1, 32, List.of(150, 130), 32, 32, List.of(3, 3), 1, 1, 1, 1));
    windows.add(window(1, 1, List.of(18, 12, 12), 8, 16, List.of(3, 3, 3), 1, 1, 1, 1));
    windows.add(
        new WindowGeometry(
            1,
            List.of(1, 400),
            32,
            64,
            1,
            List.of(1, 7),
            List.of(1, 1),
            List.of(1, 1),
            List.of(0, 6),
            List.of(0, 0)));
    return windows;
  }

  private static WindowGeometry window(
      int samples,
      int groups,
      List<Integer> space,
      int channels,
      int filters,
      List<Integer> size,
      int stride,
      int dilation,
      int before,
      int after) {
    return new WindowGeometry(
        samples,
        space,
        channels,
        filters,
        groups,
        size,
        all(space.size(), stride),
        all(space.size(), dilation),
        all(space.size(), before),
        all(space.size(), after));
  }

  private static List<Integer> all(int axes, int number) {
    return Collections.nCopies(axes, number);
  }
}
