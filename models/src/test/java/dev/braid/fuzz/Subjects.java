package dev.braid.fuzz;

import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Weight;
import dev.braid.datasets.Datasets;
import dev.braid.datasets.folders.ImageFiles;
import dev.braid.datasets.formats.Idx;
import dev.braid.datasets.formats.PickledSequences;
import dev.braid.datasets.formats.Tar;
import dev.braid.datasets.formats.Wav;
import dev.braid.datasets.tables.NamedTable;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.saving.hdf5.Hdf5;
import dev.braid.saving.npz.Npz;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.nd4j.linalg.factory.Nd4j;

/** All kinds of files that Braid reads, with valid examples. */
final class Subjects {
  private static final Path FRAMEWORK = Path.of("../framework/core/src/test/resources");
  private static final Path SAVING = FRAMEWORK.resolve("dev/braid/saving");
  private static final Path DATA = Path.of("../datasets/src/test/resources/dev/braid/datasets");

  /** The value of sizes that may vary. */
  private static final int VARYING = 3;

  /** The maximum number of elements of results that are computed quickly. */
  private static final double SMALL = 20_000;

  /** The number of elements from which results are rejected before they are computed. */
  private static final double HUGE = 1e9;

  private final Path folder;

  private Subjects(Path folder) {
    this.folder = folder;
  }

  /**
   * Every subject.
   *
   * @param folder for generated files
   */
  static List<Subject> all(Path folder) throws IOException {
    List<Subject> all = new ArrayList<>(new Subjects(folder).models());
    all.addAll(new Subjects(folder).data());
    return all;
  }

  private List<Subject> models() throws IOException {
    List<Path> keras = found(FRAMEWORK.resolve("golden"), "model.keras");
    keras.add(SAVING.resolve("trained.keras"));
    List<Path> forms = found(FRAMEWORK.resolve("keras_forms"), ".keras");
    List<Path> both = new ArrayList<>(keras);
    both.addAll(forms);
    Path legacy = FRAMEWORK.resolve("keras_forms/legacy.h5");
    Path weights = folder.resolve("full.weights.h5");
    Model owner = Model.load(SAVING.resolve("trained.keras"));
    owner.saveWeights(weights);
    List<Path> json = new ArrayList<>();
    for (Path file : both) {
      Path text = folder.resolve("config" + json.size() + ".json");
      json.add(Files.writeString(text, Model.load(file).toJson()));
    }
    return List.of(
        new Subject(".keras, any byte", both, ByteMutation::apply, Subjects::loaded, true),
        new Subject(
            ".keras, config.json",
            both,
            Zips.member("config.json", JsonMutation::apply),
            Subjects::loaded,
            false),
        new Subject(
            ".keras, model.weights.h5",
            both,
            Zips.member("model.weights.h5", ByteMutation::apply),
            Subjects::loaded,
            false),
        new Subject(
            "JSON, and a prediction", json, JsonMutation::apply, Subjects::predicted, false),
        new Subject(
            "JSON with another size, and a prediction",
            json,
            JsonMutation::size,
            Subjects::predicted,
            false),
        new Subject(
            ".weights.h5",
            List.of(weights),
            ByteMutation::apply,
            file -> {
              owner.loadWeights(file);
              return content(owner);
            },
            false),
        new Subject(
            ".h5 of tf.keras 2",
            List.of(legacy, SAVING.resolve("legacy.h5")),
            ByteMutation::apply,
            Subjects::loaded,
            false),
        new Subject(
            "HDF5 of every type",
            List.of(SAVING.resolve("types.h5"), SAVING.resolve("newest.h5")),
            ByteMutation::apply,
            file -> new Object[] {Hdf5.read(file)},
            false));
  }

  private static List<Path> found(Path root, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return new ArrayList<>(
          files.filter(file -> file.toString().endsWith(ending)).sorted().toList());
    }
  }

  private static Object[] loaded(Path file) throws IOException {
    return content(Model.load(file));
  }

  private static Object[] content(Model model) {
    List<Object> content = new ArrayList<>();
    content.add(model.toJson());
    for (Weight weight : model.weights()) {
      content.add(weight.array().dup('c').data().asFloat());
    }
    return content.toArray();
  }

  /**
   * Reads a model from JSON and predicts zeros, unless that would take minutes: only small results,
   * and results beyond any memory, are computed.
   */
  private static Object[] predicted(Path file) throws IOException {
    Model model = Model.fromJson(Files.readString(file));
    double largest = 0;
    for (Node node : Topology.of(model).nodes()) {
      for (Tensor output : node.outputs()) {
        double elements = 1;
        for (long size : output.spec().shape()) {
          elements *= size < 0 ? VARYING : size;
        }
        largest = Math.max(largest, elements);
      }
    }
    boolean input = model.inputs().stream().allMatch(in -> elements(in) <= SMALL);
    if (!input || (largest > SMALL && largest < HUGE)) {
      return new Object[] {model.toJson()};
    }
    List<Object> inputs = new ArrayList<>();
    model.inputs().forEach(in -> inputs.add(Nd4j.zeros(shape(in))));
    Object data = inputs.size() == 1 ? inputs.get(0) : inputs;
    return new Object[] {model.toJson(), model.predict(data).map().size()};
  }

  private static long[] shape(Tensor input) {
    long[] shape = input.spec().sequence(2).shape();
    Arrays.setAll(shape, i -> shape[i] < 0 ? VARYING : shape[i]);
    return shape;
  }

  private static double elements(Tensor input) {
    return Arrays.stream(shape(input)).asDoubleStream().reduce(1, (a, b) -> a * b);
  }

  // ---- data

  private List<Subject> data() throws IOException {
    List<Path> npz = List.of(SAVING.resolve("types.npz"), SAVING.resolve("compressed.npz"));
    Path pickles = DATA.resolve("imdb.npz");
    List<Path> images = List.of(DATA.resolve("train-images-idx3-ubyte.gz"));
    Subject.Reading arrays = file -> Datasets.npz(file).values().toArray();
    Subject.Reading lists = file -> new Object[] {PickledSequences.read(file, "x_train")};
    Subject.Reading idx = file -> new Object[] {Idx.read(file).shape(), Idx.read(file).values()};
    Subject.Reading tar = file -> Tar.read(file).values().toArray();
    return List.of(
        new Subject(".npz, any byte", npz, ByteMutation::apply, arrays, true),
        new Subject(".npz, an array", npz, Zips.member(".npy", ByteMutation::apply), arrays, false),
        new Subject(
            ".npy",
            List.of(SAVING.resolve("version_1.npy"), SAVING.resolve("version_2.npy")),
            ByteMutation::apply,
            file -> new Object[] {Npz.readArray(file)},
            false),
        new Subject(
            "pickled lists",
            List.of(pickles),
            Zips.member("x_train.npy", ByteMutation::apply),
            lists,
            false),
        new Subject("IDX, packed", images, ByteMutation::apply, idx, true),
        new Subject("IDX, content", images, Zips.packed(ByteMutation::apply), idx, false),
        new Subject(
            ".tar.gz, any byte",
            List.of(DATA.resolve("cifar-10-binary.tar.gz")),
            ByteMutation::apply,
            tar,
            true),
        new Subject(
            ".tar.gz, content",
            List.of(DATA.resolve("cifar-10-binary.tar.gz")),
            Zips.packed(ByteMutation::apply),
            tar,
            false),
        new Subject("CSV", List.of(table()), ByteMutation::apply, Subjects::read, false),
        new Subject("PNG", List.of(image("png")), ByteMutation::apply, Subjects::seen, true),
        new Subject(
            "JPEG, GIF, BMP",
            List.of(image("jpg"), image("gif"), image("bmp")),
            ByteMutation::apply,
            Subjects::seen,
            false),
        new Subject(
            "WAV",
            List.of(sound()),
            ByteMutation::apply,
            file -> new Object[] {Wav.read(Files.readAllBytes(file), "sound.wav").samples()},
            false));
  }

  private Path table() throws IOException {
    StringBuilder text = new StringBuilder("age,city,income\n");
    for (int i = 0; i < 40; i++) {
      text.append(20 + i).append(i % 3 == 0 ? ",Rome," : ",\"Os lo\",").append(1.5e3 * i);
      text.append('\n');
    }
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private static Object[] read(Path file) throws IOException {
    NamedTable table =
        Datasets.csv(file)
            .input("numbers", "age", "income")
            .categoryInput("place", "city")
            .classOutput("kind", "city")
            .read();
    return Stream.concat(table.inputs().values().stream(), table.outputs().values().stream())
        .toArray();
  }

  private Path image(String kind) throws IOException {
    BufferedImage image = new BufferedImage(17, 11, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 11; y++) {
      for (int x = 0; x < 17; x++) {
        image.setRGB(x, y, x * 0x0f0503 + y * 0x10203);
      }
    }
    Path file = folder.resolve("image." + kind);
    ImageIO.write(image, kind, file.toFile());
    return file;
  }

  private static Object[] seen(Path file) throws IOException {
    return new Object[] {ImageFiles.read(file, 3)};
  }

  private Path sound() throws IOException {
    byte[] header =
        "RIFF....WAVEfmt \20\0\0\0\1\0\1\0\200>\0\0\0}\0\0\2\0\20\0data\310\0\0\0"
            .getBytes(StandardCharsets.ISO_8859_1);
    return Files.write(folder.resolve("sound.wav"), Arrays.copyOf(header, header.length + 200));
  }
}
