package dev.braid.datasets.folders;

import dev.braid.Batch;
import dev.braid.BatchSource;
import dev.braid.datasets.Images;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Batches of images from a folder that has one folder for each class; every method returns a
 * changed copy.
 *
 * <p>As in Keras, classes are numbered by their folders' names, a batch has 32 images of 256 by 256
 * pixels with three channels from 0 to 255, and the order changes with every epoch. ImageFiles are
 * decoded when their batch is requested, on separate threads.
 */
public final class ImageFolder implements BatchSource {
  private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp", "gif");

  /** Daemon threads that decode images of all folders. */
  private static final ExecutorService DECODERS =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          work -> {
            Thread thread = new Thread(work, "braid-image-decoder");
            thread.setDaemon(true);
            return thread;
          });

  private final ClassFolders folders;
  private int height = 256;
  private int width = 256;
  private int channels = 3;
  private int batchSize = 32;
  private float scale = 1;
  private boolean crop;
  private boolean shuffle = true;
  private long seed;
  private LabelMode labelMode = LabelMode.INT;
  private int[] order = {};
  private int epoch;

  private ImageFolder(ClassFolders folders) {
    this.folders = folders;
  }

  /**
   * Scans a folder.
   *
   * @throws IOException if it has no images {@code <class>/<file>}
   */
  public static ImageFolder of(Path folder) throws IOException {
    return new ImageFolder(ClassFolders.of(folder, ENDINGS)).ordered();
  }

  /** Sets the size of all images. */
  public ImageFolder imageSize(int height, int width) {
    atLeastOne("height", height);
    atLeastOne("width", width);
    return with(
        copy -> {
          copy.height = height;
          copy.width = width;
        });
  }

  /** Sets the channels: 1 for brightness, 3 for colours, 4 for colours and opacity. */
  public ImageFolder channels(int count) {
    if (count != 1 && count != 3 && count != 4) {
      throw new IllegalArgumentException("channels must be 1, 3 or 4, received " + count);
    }
    return with(copy -> copy.channels = count);
  }

  /** Sets the number of images in a batch. */
  public ImageFolder batchSize(int images) {
    atLeastOne("batchSize", images);
    return with(copy -> copy.batchSize = images);
  }

  /** Sets a factor for all values, such as {@code 1 / 255f}. */
  public ImageFolder scale(float factor) {
    return with(copy -> copy.scale = factor);
  }

  /** Crops images to the aspect ratio of the size, instead of distorting them. */
  public ImageFolder cropToAspectRatio() {
    return with(copy -> copy.crop = true);
  }

  /** Sets the form of the targets. */
  public ImageFolder labelMode(LabelMode mode) {
    if (mode == LabelMode.BINARY && classNames().size() != 2) {
      throw new IllegalArgumentException(
          "BINARY needs two classes, the folder has " + classNames());
    }
    return with(copy -> copy.labelMode = mode);
  }

  /** Sets the classes in a given order; other folders are ignored. */
  public ImageFolder classes(String... names) {
    return copy(folders.only(List.of(names)), c -> {});
  }

  /** Sets the seed of the order. */
  public ImageFolder shuffled(long seed) {
    return with(
        copy -> {
          copy.shuffle = true;
          copy.seed = seed;
        });
  }

  /** Keeps the order of the paths. */
  public ImageFolder inOrder() {
    return with(copy -> copy.shuffle = false);
  }

  /** The training part; use the same fraction and seed for {@link #validation}. */
  public ImageFolder training(double validationSplit, long seed) {
    return copy(folders.part(part(validationSplit), false, seed), c -> {});
  }

  /** The validation part, in a fixed order. */
  public ImageFolder validation(double validationSplit, long seed) {
    return copy(folders.part(part(validationSplit), true, seed), copy -> copy.shuffle = false);
  }

  private static double part(double validationSplit) {
    if (!(validationSplit > 0 && validationSplit < 1)) {
      throw new IllegalArgumentException(
          "validationSplit must be between 0 and 1, received " + validationSplit);
    }
    return validationSplit;
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be 1 or more, received " + value);
    }
  }

  private ImageFolder with(Consumer<ImageFolder> change) {
    return copy(folders, change);
  }

  private ImageFolder copy(ClassFolders files, Consumer<ImageFolder> change) {
    ImageFolder copy = new ImageFolder(files);
    copy.height = height;
    copy.width = width;
    copy.channels = channels;
    copy.batchSize = batchSize;
    copy.scale = scale;
    copy.crop = crop;
    copy.shuffle = shuffle;
    copy.seed = seed;
    copy.labelMode = labelMode;
    change.accept(copy);
    return copy.ordered();
  }

  private ImageFolder ordered() {
    order =
        shuffle
            ? ClassFolders.order(folders.labels().length, seed + epoch)
            : IntStream.range(0, folders.labels().length).toArray();
    return this;
  }

  /** The classes in the order of their numbers. */
  public List<String> classNames() {
    return folders.classNames();
  }

  /** The files, in the order of their paths. */
  public List<Path> files() {
    return List.copyOf(folders.files());
  }

  @Override
  public int size() {
    return (int) (((long) folders.labels().length + batchSize - 1) / batchSize);
  }

  /**
   * The images of one batch and their targets.
   *
   * @throws UncheckedIOException if a file cannot be read, with the reason as its cause
   */
  @Override
  public Batch get(int index) {
    int from = index * batchSize;
    int to = (int) Math.min(order.length, (long) from + batchSize);
    ClassFolders batch = folders.take(Arrays.copyOfRange(order, from, to));
    try {
      return Batch.of(decode(batch), labelMode.targets(batch.labels(), classNames().size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Shuffles the images again. */
  @Override
  public void onEpochEnd() {
    epoch++;
    ordered();
  }

  /**
   * All images at once, in the order of their paths.
   *
   * @throws dev.braid.saving.FileFormatException if a file is not an image that Java reads
   */
  public Images load() throws IOException {
    return new Images(decode(folders), folders.labels(), classNames());
  }

  private float[][][][] decode(ClassFolders batch) throws IOException {
    List<Future<float[][][]>> pending = new ArrayList<>();
    for (Path file : batch.files()) {
      pending.add(DECODERS.submit(() -> decode(file)));
    }
    float[][][][] images = new float[pending.size()][][][];
    try {
      for (int i = 0; i < images.length; i++) {
        images[i] = pending.get(i).get();
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while images were decoded", e);
    } finally {
      pending.forEach(image -> image.cancel(true));
    }
    return images;
  }

  /** The exception of a decoder thread, unwrapped. */
  private static IOException failure(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException failed ? failed : new IOException(cause);
  }

  private float[][][] decode(Path file) throws IOException {
    float[][][] resized =
        ImageFiles.decode(
            file,
            channels,
            rows ->
                crop
                    ? BilinearResizing.cropped(rows, height, width)
                    : BilinearResizing.bilinear(rows, height, width));
    if (scale != 1) {
      for (float[][] row : resized) {
        for (float[] pixel : row) {
          for (int c = 0; c < pixel.length; c++) {
            pixel[c] *= scale;
          }
        }
      }
    }
    return resized;
  }
}
