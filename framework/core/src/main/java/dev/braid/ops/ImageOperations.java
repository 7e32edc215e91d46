package dev.braid.ops;

import java.util.List;
import java.util.Locale;

/** Operations on images of (height, width, channels), or of several samples of these. */
final class ImageOperations {
  private static final OperationTable TABLE = new OperationTable();

  private static final List<String> INTERPOLATIONS =
      List.of("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5");

  static final Operation RESIZE =
      TABLE
          .named("Resize", "image")
          .operands("images")
          .option("size", null)
          .option("interpolation", "bilinear")
          .option("antialias", false)
          .option("crop_to_aspect_ratio", false)
          .option("pad_to_aspect_ratio", false)
          .option("fill_mode", "constant")
          .option("fill_value", 0.0)
          .option("data_format", null)
          .computes(in -> of(in, x -> resized(in, x)));
  static final Operation CROP_IMAGES =
      sides("CropImages", "cropping").computes(in -> of(in, x -> sides(in, x, false)));
  static final Operation PAD_IMAGES =
      sides("PadImages", "padding").computes(in -> of(in, x -> sides(in, x, true)));
  static final Operation RGB_TO_GRAYSCALE =
      TABLE
          .named("RGBToGrayscale", "image")
          .operands("images")
          .option("data_format", null)
          .computes(in -> of(in, ImageOperations::grayscale));

  static final List<Operation> ALL = TABLE.rows();

  private ImageOperations() {}

  private static Operation.Builder sides(String className, String what) {
    return TABLE
        .named(className, "image")
        .operands("images")
        .option("top_" + what, null)
        .option("left_" + what, null)
        .option("bottom_" + what, null)
        .option("right_" + what, null)
        .option("target_height", null)
        .option("target_width", null)
        .option("data_format", null);
  }

  private interface Formula {
    /** Transforms samples with channels last. */
    Value of(Value x);
  }

  private static Value of(Arguments in, Formula formula) {
    Value x = in.value();
    if (x.rank() != 3 && x.rank() != 4) {
      throw new IllegalArgumentException("images of " + x.rank() + " axes; 3 or 4 are required");
    }
    boolean first = "channels_first".equals(in.option("data_format"));
    Value samples = x.rank() == 3 ? x.expand(0) : x;
    Value out = formula.of(first ? samples.permute(0, 2, 3, 1) : samples);
    out = first ? out.permute(0, 3, 1, 2) : out;
    return x.rank() == 3 ? out.squeeze(0) : out;
  }

  private static Value resized(Arguments in, Value x) {
    long[] size = in.integers("size");
    if (size.length != 2 || size[0] < 1 || size[1] < 1) {
      throw new IllegalArgumentException("expected a height and a width above 0");
    }
    String kind = in.text("interpolation").toLowerCase(Locale.ROOT);
    if (!INTERPOLATIONS.contains(kind)) {
      throw new IllegalArgumentException(
          "expected the interpolation to be one of "
              + String.join(", ", INTERPOLATIONS)
              + ", received "
              + kind);
    }
    if (x.size(1) < 0 || x.size(2) < 0) {
      if (x instanceof ShapeValue known) {
        return new ShapeValue(known.dtype(), x.size(0), size[0], size[1], x.size(3));
      }
      throw new IllegalArgumentException("the height and the width of the images are not known");
    }
    Value from =
        in.flag("crop_to_aspect_ratio")
            ? ImageResize.middle(x, size[0], size[1])
            : in.flag("pad_to_aspect_ratio")
                ? withMargins(x, size[0], size[1], in.real("fill_value"))
                : x;
    return new ImageResize(kind, in.flag("antialias"))
        .apply(Scalars.fractions(from), size[0], size[1]);
  }

  /** Pads the image to the aspect ratio of a size, centered. */
  private static Value withMargins(Value x, long height, long width, double fill) {
    long high = Math.max(x.size(1), (long) ((double) (x.size(2) * height) / width));
    long wide = Math.max(x.size(2), (long) ((double) (x.size(1) * width) / height));
    long top = (high - x.size(1)) / 2;
    long left = (wide - x.size(2)) / 2;
    return x.pad(1, top, high - x.size(1) - top, fill).pad(2, left, wide - x.size(2) - left, fill);
  }

  private static Value sides(Arguments in, Value x, boolean padding) {
    String what = padding ? "_padding" : "_cropping";
    Value out = side(in, x, 1, "top" + what, "bottom" + what, "target_height", padding);
    return side(in, out, 2, "left" + what, "right" + what, "target_width", padding);
  }

  /**
   * Crops or pads one axis; two of the numbers before, after and of the result determine the third.
   */
  private static Value side(
      Arguments in,
      Value x,
      int axis,
      String before,
      String after,
      String target,
      boolean padding) {
    long given = java.util.stream.Stream.of(before, after, target).filter(in::isGiven).count();
    if (given != 2) {
      throw new IllegalArgumentException(
          "two of "
              + before
              + ", "
              + after
              + " and "
              + target
              + " are required; "
              + given
              + " are given");
    }
    long size = x.size(axis);
    long known = in.isGiven(target) ? in.integer(target) : -1;
    if (size < 0 && in.isGiven(target)) {
      if (x instanceof ShapeValue value) {
        long[] shape = x.shape();
        shape[axis] = known;
        return new ShapeValue(value.dtype(), shape);
      }
      throw new IllegalArgumentException(
          "the size of axis " + axis + " is not known; give " + before + " and " + after);
    }
    long change = in.isGiven(target) ? Math.abs(size - known) : 0;
    long front = in.isGiven(before) ? in.integer(before) : change - in.integer(after);
    long back = in.isGiven(after) ? in.integer(after) : change - front;
    if (front < 0 || back < 0 || !padding && size >= 0 && front + back > size) {
      throw new IllegalArgumentException(
          before + " is " + front + " and " + after + " " + back + " for " + size + " elements");
    }
    return padding
        ? x.pad(axis, front, back, 0)
        : x.slice(axis, Size.of(front), x.sizeOf(axis).minus(Size.of(back)), 1);
  }

  private static Value grayscale(Value x) {
    if (x.size(3) != 3 && x.size(3) >= 0) {
      throw new IllegalArgumentException("images of " + x.size(3) + " channels; 3 are required");
    }
    return x.slice(3, 0, 1)
        .multiply(0.2989)
        .add(x.slice(3, 1, 2).multiply(0.587))
        .add(x.slice(3, 2, 3).multiply(0.114));
  }
}
