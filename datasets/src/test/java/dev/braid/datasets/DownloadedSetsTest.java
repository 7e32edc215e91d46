package dev.braid.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Batch;
import dev.braid.datasets.download.Checksum;
import dev.braid.datasets.download.DownloadProgress;
import dev.braid.datasets.download.Downloads;
import dev.braid.datasets.download.FileServer;
import dev.braid.datasets.download.RemoteFile;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files of the exact formats from a local server, and compares them with Keras. */
class DownloadedSetsTest {
  @TempDir Path folder;
  private FileServer server;
  private Downloads downloads;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    downloads =
        Downloads.standard()
            .cacheFolder(folder.resolve("cache"))
            .progress(DownloadProgress.silent());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** The same file on the local server, with its checksum. */
  private RemoteFile served(RemoteFile real, byte[] content) throws IOException {
    server.serve(real.name(), content);
    Path copy = Files.write(Files.createTempFile(folder, "copy", ""), content);
    Checksum sum = Checksum.sha256("0".repeat(64)).of(copy);
    return RemoteFile.of(real.name(), sum, server.address(real.name()));
  }

  private RemoteFile served(RemoteFile real) throws IOException {
    return served(real, Fixtures.bytes(real.name()));
  }

  private Path fetched(RemoteFile real) throws IOException {
    return downloads.get("set", served(real));
  }

  private IdxFiles served(IdxFiles real) throws IOException {
    return new IdxFiles(
        real.folder(),
        served(real.trainImages()),
        served(real.trainLabels()),
        served(real.testImages()),
        served(real.testLabels()));
  }

  private static CifarArchive with(CifarArchive archive, RemoteFile remote) {
    return new CifarArchive(
        remote,
        archive.trainFiles(),
        archive.testFile(),
        archive.namesFile(),
        archive.kinds(),
        archive.kind());
  }

  private static JsonNode keras(String set) throws IOException {
    return new ObjectMapper().readTree(Fixtures.bytes("keras.json")).get(set);
  }

  @Test
  void should_read_idx_files() throws IOException {
    List<String> names = Stream.iterate(0, i -> i + 1).limit(10).map(String::valueOf).toList();
    for (IdxFiles files : List.of(Mnist.FILES, FashionMnist.FILES)) {
      TrainTest<PackedImages> mnist = served(files).load(downloads, names);

      assertThat(mnist.train().labels()).containsExactly(5, 0, 9);
      assertThat(mnist.test().labels()).containsExactly(7);
      assertThat(mnist.train().image(2)).hasDimensions(28, 28);
      assertThat(mnist.train().image(0)[1][2]).containsExactly(30 / 255f);
      Batch batch = mnist.train().batches(2).get(1);
      assertThat((int[]) batch.y()).containsExactly(9);
      assertThat(((float[][][][]) batch.x())[0]).isDeepEqualTo(mnist.train().image(2));
      Images all = mnist.train().unpacked();
      assertThat(all.labels()).containsExactly(5, 0, 9);
      assertThat(all.images()[1]).isDeepEqualTo(mnist.train().image(1));
      assertThat(mnist.test().image(0)[0][0]).containsExactly(784 % 256 / 255f);
    }
  }

  @Test
  void should_reject_labels_that_are_not_classes() throws IOException {
    IdxFiles files = served(Mnist.FILES);

    assertThatThrownBy(() -> files.load(downloads, List.of("only", "two")))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("it has the class 5 of 2");
  }

  @Test
  void should_reject_images_and_labels_of_different_counts() throws IOException {
    IdxFiles real = served(Mnist.FILES);
    IdxFiles mixed =
        new IdxFiles(
            "mixed", real.trainImages(), real.testLabels(), real.testImages(), real.testLabels());

    assertThatThrownBy(() -> mixed.load(downloads, List.of()))
        .hasMessageContaining("with 3 images")
        .hasMessageContaining("has 1 labels");
  }

  @Test
  void should_read_cifar_10() throws IOException {
    RemoteFile remote = served(Cifar10.ARCHIVE.remote());
    TrainTest<PackedImages> cifar = with(Cifar10.ARCHIVE, remote).load(downloads);

    assertThat(cifar.train().labels()).containsExactly(0, 1, 1, 2, 2, 3, 3, 4, 4, 5);
    assertThat(cifar.test().className(0)).isEqualTo("truck");
    // red is the record, green the row, blue the column
    assertThat(cifar.train().image(3)[4][9]).containsExactly(21 / 255f, 4 / 255f, 9 / 255f);
  }

  @Test
  void should_read_both_labels_of_cifar_100() throws IOException {
    RemoteFile remote = served(Cifar100.FINE.remote());

    PackedImages fine = with(Cifar100.FINE, remote).load(downloads).train();
    PackedImages coarse = with(Cifar100.COARSE, remote).load(downloads).train();

    assertThat(fine.labels()).containsExactly(71, 99);
    assertThat(fine.className(0)).isEqualTo("fine 71");
    assertThat(coarse.labels()).containsExactly(3, 19);
    assertThat(coarse.className(1)).isEqualTo("coarse 19");
  }

  @Test
  void should_reject_a_truncated_archive() throws IOException {
    byte[] full = Fixtures.bytes(Cifar10.ARCHIVE.remote().name());
    RemoteFile cut = served(Cifar10.ARCHIVE.remote(), Arrays.copyOf(full, full.length / 2));

    assertThatThrownBy(() -> with(Cifar10.ARCHIVE, cut).load(downloads))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("damaged or truncated");
  }

  @Test
  void should_read_imdb_in_keras_order_and_numbers() throws IOException {
    TrainTest<Sequences> imdb =
        Imdb.read(fetched(Imdb.FILE), WordNumbers.below(30).skipTop(5).maxLength(8));

    check(imdb, keras("imdb"));
    assertThat(imdb.train().classNames()).containsExactly("negative", "positive");
    assertThat(imdb.train().padded(4)).hasDimensions(imdb.train().size(), 4);
  }

  @Test
  void should_split_reuters_as_keras_does() throws IOException {
    TrainTest<Sequences> reuters = Reuters.read(fetched(Reuters.FILE), WordNumbers.below(40));

    check(reuters, keras("reuters"));
    assertThat(reuters.train().classNames()).hasSize(46).contains("cocoa", "lead");
  }

  private static void check(TrainTest<Sequences> parts, JsonNode golden) {
    assertThat(parts.train().sequences()).isDeepEqualTo(rows(golden.get(0)));
    assertThat(parts.train().labels()).containsExactly(row(golden.get(1)));
    assertThat(parts.test().sequences()).isDeepEqualTo(rows(golden.get(2)));
    assertThat(parts.test().labels()).containsExactly(row(golden.get(3)));
  }

  private static int[] row(JsonNode node) {
    int[] row = new int[node.size()];
    Arrays.setAll(row, i -> node.get(i).asInt());
    return row;
  }

  private static int[][] rows(JsonNode node) {
    int[][] rows = new int[node.size()][];
    Arrays.setAll(rows, i -> row(node.get(i)));
    return rows;
  }

  @Test
  void should_split_california_housing_as_keras_does() throws IOException {
    TrainTest<Regression> housing = CaliforniaHousing.read(fetched(CaliforniaHousing.FILE));
    JsonNode golden = keras("california");

    assertThat(housing.train().size()).isEqualTo(20);
    assertThat(housing.test().size()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      assertThat(housing.test().targets()[i]).isEqualTo((float) golden.get(3).get(i).asDouble());
      assertThat(housing.test().features()[i][7])
          .isEqualTo((float) golden.get(2).get(i).get(7).asDouble());
    }
    assertThat(housing.train().targets()[19]).isEqualTo((float) golden.get(1).get(19).asDouble());
  }

  @Test
  void should_read_recordings_a_second_long() throws IOException {
    Sounds sounds = SpeechCommands.read(fetched(SpeechCommands.FILE));

    assertThat(sounds.classNames()).containsExactly("no", "yes");
    assertThat(sounds.labels()).containsExactly(0, 0, 1);
    assertThat(sounds.sounds()).hasDimensions(3, 16_000);
    assertThat(sounds.sounds()[2]).startsWith(0.5f, -1f, 0f);
    assertThat(sounds.sounds()[0][15_999]).isCloseTo(1, within(1e-4f));
  }

  @Test
  void should_read_the_words_and_their_ranks() throws IOException {
    assertThat(WordIndex.read(fetched(Imdb.WORDS)))
        .containsEntry("the", 1)
        .containsEntry("film", 17);
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"the\": ");
    assertThatThrownBy(() -> WordIndex.read(broken)).isInstanceOf(FileFormatException.class);
  }

  @Test
  void should_have_an_address_and_a_checksum_for_every_file() {
    Stream<RemoteFile> files =
        Stream.of(
                Stream.of(Mnist.FILES, FashionMnist.FILES)
                    .flatMap(
                        set ->
                            Stream.of(
                                set.trainImages(),
                                set.trainLabels(),
                                set.testImages(),
                                set.testLabels())),
                Stream.of(
                    Cifar10.ARCHIVE.remote(),
                    Cifar100.FINE.remote(),
                    Imdb.FILE,
                    Imdb.WORDS,
                    Reuters.FILE,
                    Reuters.WORDS,
                    CaliforniaHousing.FILE,
                    SpeechCommands.FILE))
            .flatMap(sets -> sets);

    assertThat(files)
        .allSatisfy(
            file -> {
              assertThat(file.checksum()).isPresent();
              assertThat(file.addresses().get(0)).hasScheme("https");
              assertThat(file.addresses())
                  .allSatisfy(address -> assertThat(address.getPath()).endsWith("/" + file.name()));
            });
    assertThat(SpeechCommands.FILE.addresses())
        .allSatisfy(address -> assertThat(address).hasScheme("https"));
  }
}
