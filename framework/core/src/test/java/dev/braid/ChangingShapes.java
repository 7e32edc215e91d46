package dev.braid;

import static dev.braid.Braid.RELU;
import static dev.braid.Braid.adam;
import static dev.braid.Braid.conv1d;
import static dev.braid.Braid.conv2d;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.globalAveragePooling2d;
import static dev.braid.Braid.input;
import static dev.braid.Braid.lstm;
import static dev.braid.Braid.maxPooling2d;
import static dev.braid.Braid.mse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;

/** Programs in which no two steps have the same shape; they print what they hold of memory. */
final class ChangingShapes {
  private static final int CHANNELS = 8;

  private final Random random = new Random(1);
  private final Model sequences = sequences();
  private final Model images = images();

  private static Model sequences() {
    Tensor in = input("in", -1, CHANNELS);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(conv1d(16, 3, RELU)).then(lstm(24)).then(dense(8, RELU)).then(dense(1)));
    model.compile(adam(), mse());
    return model;
  }

  private static Model images() {
    Tensor in = input("in", -1, -1, 3);
    Model model =
        Model.inputs(in)
            .outputs(
                in.then(conv2d(8, 3, RELU))
                    .then(maxPooling2d(2))
                    .then(conv2d(16, 3, RELU))
                    .then(globalAveragePooling2d())
                    .then(dense(1)));
    model.compile(adam(), mse());
    return model;
  }

  private static void fill(float[][] rows, Random random) {
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
  }

  /** One to 64 sequences of 3 to 62 steps. */
  private float[][][] someSequences() {
    float[][][] x = new float[1 + random.nextInt(64)][3 + random.nextInt(60)][CHANNELS];
    for (float[][] sequence : x) {
      fill(sequence, random);
    }
    return x;
  }

  /** One to 32 images of 10 to 40 rows and columns. */
  private float[][][][] someImages() {
    float[][][][] x =
        new float[1 + random.nextInt(32)][10 + random.nextInt(31)][10 + random.nextInt(31)][3];
    for (float[][][] image : x) {
      for (float[][] row : image) {
        fill(row, random);
      }
    }
    return x;
  }

  void trainOnSequences() {
    float[][][] x = someSequences();
    sequences.trainOnBatch(x, new float[x.length]);
  }

  void trainOnImages() {
    float[][][][] x = someImages();
    images.trainOnBatch(x, new float[x.length]);
  }

  void predict() {
    sequences.predict(someSequences());
    images.predict(someImages());
  }

  /** A stream, whose batches are read ahead. */
  void fit() {
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      float[][][] x = someSequences();
      batches.add(Batch.of(x, new float[x.length]));
    }
    sequences.fit(batches, Fit.forEpochs(1).verbose(Verbosity.SILENT));
  }

  /** A model that is trained, asked, and dropped. */
  void makeAndDropModel() {
    Tensor in = input("in", 6);
    Model model = Model.inputs(in).outputs(in.then(dense(16, RELU)).then(dense(1)));
    model.compile(adam(), mse());
    float[][] x = new float[20][6];
    fill(x, random);
    model.fit(x, new float[20], Fit.forEpochs(1).verbose(Verbosity.SILENT));
    model.predict(x);
  }

  private void step(String kind) {
    switch (kind) {
      case "sequences" -> trainOnSequences();
      case "images" -> trainOnImages();
      case "predict" -> predict();
      case "fit" -> fit();
      case "models" -> makeAndDropModel();
      default -> throw new IllegalArgumentException(kind);
    }
  }

  private static long live() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /**
   * Takes a kind and the numbers of steps after which to print.
   *
   * <p>A line has the number, the bytes outside of files that are in memory, and those that are
   * alive on the heap.
   */
  public static void main(String... args) {
    ChangingShapes programs = new ChangingShapes();
    int done = 0;
    for (String mark : Arrays.asList(args).subList(1, args.length)) {
      for (; done < Integer.parseInt(mark); done++) {
        programs.step(args[0]);
      }
      long live = live();
      System.out.println(done + " " + Pointer.physicalBytes() + " " + live);
    }
  }

  /** What a program printed. */
  record Line(int steps, long resident, long live) {
    private static Line of(String printed) {
      String[] numbers = printed.split(" ");
      return new Line(
          Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }
  }

  /** Runs a program in a JVM of its own with a heap of 64 MB, all of which is in memory at once. */
  static List<Line> run(String kind, int... marks) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-cp",
                System.getProperty("java.class.path"),
                ChangingShapes.class.getName(),
                kind));
    Arrays.stream(marks).mapToObj(Integer::toString).forEach(command::add);
    Process program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<Line> lines = program.inputReader().lines().map(Line::of).toList();
    if (program.waitFor() != 0 || lines.size() != marks.length) {
      throw new IllegalStateException(kind + " ended after " + lines);
    }
    return lines;
  }
}
