package dev.braid.datasets.augmentation;

import dev.braid.BatchSource;
import dev.braid.datasets.folders.BilinearResizing;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Random changes of images; every method returns a changed copy.
 *
 * <p>An image is flipped, rotated, scaled and shifted at once, then cropped, then its contrast and
 * brightness change. Only the configured changes are applied.
 */
public final class Augmentation {
  private final long seed;
  private boolean flipX;
  private boolean flipY;
  private double shiftY;
  private double shiftX;
  private double degrees;
  private double zoom;
  private int cropHeight;
  private int cropWidth;
  private double brightness;
  private double contrast;
  private float lowest;
  private float highest = 1;
  private FillMode fill = FillMode.REFLECT;

  private Augmentation(long seed) {
    this.seed = seed;
  }

  /** Creates an augmentation without changes; the same seed gives the same changes. */
  public static Augmentation seed(long seed) {
    return new Augmentation(seed);
  }

  /** Flips images horizontally with probability one half. */
  public Augmentation flipHorizontal() {
    return with(copy -> copy.flipX = true);
  }

  /** Flips images vertically with probability one half. */
  public Augmentation flipVertical() {
    return with(copy -> copy.flipY = true);
  }

  /** Shifts by up to these fractions of the height and of the width, in either direction. */
  public Augmentation shift(double height, double width) {
    return with(
        copy -> {
          copy.shiftY = fraction("shift", height);
          copy.shiftX = fraction("shift", width);
        });
  }

  /** Rotates by up to a number of degrees, in either direction. */
  public Augmentation rotate(double most) {
    return with(copy -> copy.degrees = most);
  }

  /** Zooms in or out by up to a fraction, such as 0.1. */
  public Augmentation zoom(double most) {
    return with(copy -> copy.zoom = fraction("zoom", most));
  }

  /** Crops to a size at a random position. */
  public Augmentation crop(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "expected a crop size of 1 or more, received " + height + " by " + width);
    }
    return with(
        copy -> {
          copy.cropHeight = height;
          copy.cropWidth = width;
        });
  }

  /** Changes the brightness by up to a fraction of the value range. */
  public Augmentation brightness(double most) {
    return with(copy -> copy.brightness = fraction("brightness", most));
  }

  /** Changes the contrast: the distance to each channel's mean changes by up to a fraction. */
  public Augmentation contrast(double most) {
    return with(copy -> copy.contrast = fraction("contrast", most));
  }

  /** Sets the range of values, by default 0 to 1. */
  public Augmentation valueRange(float low, float high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "expected low < high in valueRange, received " + low + " and " + high);
    }
    return with(
        copy -> {
          copy.lowest = low;
          copy.highest = high;
        });
  }

  /** Sets the fill of pixels outside the image, by default mirrored pixels. */
  public Augmentation fill(FillMode mode) {
    return with(copy -> copy.fill = mode);
  }

  private static double fraction(String option, double fraction) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          option + " must be from 0 to below 1, received" + " " + fraction);
    }
    return fraction;
  }

  private Augmentation with(Consumer<Augmentation> change) {
    Augmentation copy = new Augmentation(seed);
    copy.flipX = flipX;
    copy.flipY = flipY;
    copy.shiftY = shiftY;
    copy.shiftX = shiftX;
    copy.degrees = degrees;
    copy.zoom = zoom;
    copy.cropHeight = cropHeight;
    copy.cropWidth = cropWidth;
    copy.brightness = brightness;
    copy.contrast = contrast;
    copy.lowest = lowest;
    copy.highest = highest;
    copy.fill = fill;
    change.accept(copy);
    return copy;
  }

  /**
   * Wraps batches so that images are changed, differently in every epoch.
   *
   * @param inputs the inputs that are images; by default all of the form {@code float[][][][]}
   */
  public BatchSource wrap(BatchSource source, String... inputs) {
    return new AugmentedSource(source, this, inputs);
  }

  /** The random generator of one image of one batch. */
  SplittableRandom random(int epoch, int batch, int image) {
    long place = ((long) epoch << 40) + ((long) batch << 20) + image;
    return new SplittableRandom(seed ^ new SplittableRandom(place).nextLong());
  }

  /** A changed copy of an image. */
  float[][][] apply(float[][][] image, SplittableRandom random) {
    // All numbers are always drawn, so that options are independent of each other.
    boolean mirrored = random.nextBoolean();
    boolean upsideDown = random.nextBoolean();
    ImageTransform movement =
        new ImageTransform(
            flipX && mirrored,
            flipY && upsideDown,
            Math.toRadians(degrees) * sided(random),
            1 + zoom * sided(random),
            shiftY * image.length * sided(random),
            shiftX * image[0].length * sided(random));
    float[][][] changed = cropped(movement.apply(image, fill, lowest), random);
    float stretch = (float) (1 + contrast * sided(random));
    float lift = (float) (brightness * sided(random) * (highest - lowest));
    if (contrast > 0 || brightness > 0) {
      light(changed, stretch, lift);
    }
    return changed;
  }

  /** From -1 to 1. */
  private static double sided(SplittableRandom random) {
    return random.nextDouble() * 2 - 1;
  }

  private float[][][] cropped(float[][][] image, SplittableRandom random) {
    double y = random.nextDouble();
    double x = random.nextDouble();
    if (cropHeight == 0) {
      return image;
    }
    if (cropHeight > image.length || cropWidth > image[0].length) {
      throw new IllegalArgumentException(
          "crop("
              + cropHeight
              + ", "
              + cropWidth
              + ") is larger than an image of "
              + image.length
              + " by "
              + image[0].length);
    }
    int top = (int) (y * (image.length - cropHeight + 1));
    int left = (int) (x * (image[0].length - cropWidth + 1));
    return BilinearResizing.part(image, top, left, cropHeight, cropWidth);
  }

  private void light(float[][][] image, float stretch, float lift) {
    for (int c = 0; c < image[0][0].length; c++) {
      double sum = 0;
      for (float[][] row : image) {
        for (float[] pixel : row) {
          sum += pixel[c];
        }
      }
      float mean = (float) (sum / image.length / image[0].length);
      for (float[][] row : image) {
        for (float[] pixel : row) {
          float value = (pixel[c] - mean) * stretch + mean + lift;
          pixel[c] = Math.max(lowest, Math.min(highest, value));
        }
      }
    }
  }
}
