package dev.braid.datasets.augmentation;

import dev.braid.BatchSource;
import dev.braid.datasets.folders.Resizing;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * How pictures are changed by chance; every method returns a changed copy.
 *
 * <p>A picture is flipped, turned, scaled and shifted at once, then cropped, then its contrast and
 * brightness change. Nothing happens that was not asked for.
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

  /** Changes nothing yet; the same seed makes the same changes. */
  public static Augmentation seed(long seed) {
    return new Augmentation(seed);
  }

  /** Swaps left and right of every second picture. */
  public Augmentation flipHorizontal() {
    return with(copy -> copy.flipX = true);
  }

  /** Swaps top and bottom of every second picture. */
  public Augmentation flipVertical() {
    return with(copy -> copy.flipY = true);
  }

  /** Moves by up to these parts of the height and of the width, to either side. */
  public Augmentation shift(double height, double width) {
    return with(
        copy -> {
          copy.shiftY = part("shift", height);
          copy.shiftX = part("shift", width);
        });
  }

  /** Turns by up to so many degrees, to either side. */
  public Augmentation rotate(double most) {
    return with(copy -> copy.degrees = most);
  }

  /** Makes larger or smaller by up to this part, such as 0.1. */
  public Augmentation zoom(double most) {
    return with(copy -> copy.zoom = part("zoom", most));
  }

  /** Cuts out a part of this size somewhere. */
  public Augmentation crop(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "crop needs a size of 1 or more, received " + height + " by " + width);
    }
    return with(
        copy -> {
          copy.cropHeight = height;
          copy.cropWidth = width;
        });
  }

  /** Adds or takes away up to this part of the range of values. */
  public Augmentation brightness(double most) {
    return with(copy -> copy.brightness = part("brightness", most));
  }

  /** Stretches or shrinks the distance to each channel's mean by up to this part. */
  public Augmentation contrast(double most) {
    return with(copy -> copy.contrast = part("contrast", most));
  }

  /** The range that values stay in; 0 to 1 when not said. */
  public Augmentation valueRange(float low, float high) {
    if (!(low < high)) {
      throw new IllegalArgumentException(
          "valueRange needs low < high, received " + low + " and " + high);
    }
    return with(
        copy -> {
          copy.lowest = low;
          copy.highest = high;
        });
  }

  /** What stands where a moved picture has no pixels; mirrored pixels when not said. */
  public Augmentation fill(FillMode mode) {
    return with(copy -> copy.fill = mode);
  }

  private static double part(String option, double part) {
    if (!(part >= 0 && part < 1)) {
      throw new IllegalArgumentException(option + " must be from 0 to below 1, received " + part);
    }
    return part;
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
   * The same batches with changed pictures, other changes in every epoch.
   *
   * @param inputs which inputs are pictures; all of the form {@code float[][][][]} when not said
   */
  public BatchSource wrap(BatchSource source, String... inputs) {
    return new AugmentedSource(source, this, inputs);
  }

  /** Where chance begins for one picture of one batch. */
  SplittableRandom random(int epoch, int batch, int picture) {
    long place = ((long) epoch << 40) + ((long) batch << 20) + picture;
    return new SplittableRandom(seed ^ new SplittableRandom(place).nextLong());
  }

  /** A changed copy of one picture. */
  float[][][] apply(float[][][] image, SplittableRandom random) {
    // All numbers are drawn whatever is asked for, so that one option changes nothing of another.
    boolean mirrored = random.nextBoolean();
    boolean upsideDown = random.nextBoolean();
    Movement movement =
        new Movement(
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
              + ") is larger than a picture of "
              + image.length
              + " by "
              + image[0].length);
    }
    int top = (int) (y * (image.length - cropHeight + 1));
    int left = (int) (x * (image[0].length - cropWidth + 1));
    return Resizing.part(image, top, left, cropHeight, cropWidth);
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
