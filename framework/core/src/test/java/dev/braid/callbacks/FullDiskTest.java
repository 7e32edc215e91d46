package dev.braid.callbacks;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.braid.Callback;
import dev.braid.History;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.saving.npz.NpyArray;
import dev.braid.saving.npz.Npz;
import dev.braid.training.TrainingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests on a disk that is really full, if this machine permits to mount one. */
class FullDiskTest {
  @TempDir Path folder;

  @BeforeEach
  void mount() throws Exception {
    assumeThat(call("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()))
        .as("a small file system can be mounted")
        .isZero();
  }

  @AfterEach
  void unmount() throws Exception {
    call("umount", folder.toString());
  }

  private static int call(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noSuchCommand) {
      return -1;
    }
  }

  static Stream<Arguments> writers() {
    return Stream.of(
        writer("modelCheckpoint", folder -> new ModelCheckpoint(folder.resolve("m.keras"))),
        writer("backupAndRestore", folder -> new BackupAndRestore(folder.resolve("b"))),
        writer("tensorBoard", folder -> new TensorBoard(folder).histogramFreq(1)));
  }

  private static Arguments writer(String name, Function<Path, Callback> callback) {
    return Arguments.of(name, callback);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writers")
  void should_report_a_full_disk_and_leave_no_incomplete_file(
      String name, Function<Path, Callback> callback) throws IOException {
    Files.write(folder.resolve("others"), new byte[60 << 10]);
    Tensor in = input("in", 64);
    Model model = Model.inputs(in).outputs(in.then(dense(64)).then(dense(1)));
    model.compile(adam(), mse());

    assertThatThrownBy(
            () ->
                model.fit(
                    new float[8][64],
                    new float[8],
                    epochs(9).verbose(Verbosity.SILENT).callbacks(callback.apply(folder))))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("No space left on device");
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> left = files.map(file -> file.getFileName().toString()).toList();
      assertThat(left).noneMatch(file -> file.startsWith("."));
      assertThat(left).noneMatch(file -> file.endsWith(".keras") || file.endsWith(".run"));
    }
  }

  /** Writes a file outside of callbacks. */
  @FunctionalInterface
  private interface Writing {
    void to(Path file) throws IOException;
  }

  @Test
  void should_leave_no_incomplete_file_and_keep_the_existing_one() throws IOException {
    Tensor in = input("in", 64);
    Model model = Model.inputs(in).outputs(in.then(dense(64)).then(dense(1)));
    model.compile(adam(), mse());
    History history =
        model.fit(new float[8][64], new float[8], epochs(2).verbose(Verbosity.SILENT));
    Map<String, Writing> writers = new LinkedHashMap<>();
    writers.put("model.keras", model::save);
    writers.put("model.weights.h5", model::saveWeights);
    writers.put("model.onnx", model::export);
    writers.put(
        "arrays.npz", file -> Npz.write(file, Map.of("x", NpyArray.of(new float[9999], 9999))));
    writers.put("history.csv", history::toCsv);
    writers.put("report.html", history::report);
    writers.put("curves.svg", history::plot);
    writers.put("curves.png", history::plot);
    writers.put("model.svg", model::plot);
    Files.write(folder.resolve("others"), new byte[56 << 10]);
    Path old = Files.writeString(folder.resolve("old"), "old");
    try (OutputStream filling = Files.newOutputStream(folder.resolve("rest"))) {
      while (true) {
        filling.write(0);
      }
    } catch (IOException full) {
      assertThat(full).hasMessage("No space left on device");
    }
    for (Map.Entry<String, Writing> writer : writers.entrySet()) {
      Path file = folder.resolve(writer.getKey());
      assertThatThrownBy(() -> writer.getValue().to(file))
          .as(writer.getKey())
          .hasMessage("\"%s\" cannot be written: No space left on device.".formatted(file));
      Files.move(old, file);
      assertThatThrownBy(() -> writer.getValue().to(file))
          .as(writer.getKey())
          .hasMessage(
              "\"%s\" cannot be written: No space left on device. The existing file is unchanged."
                  .formatted(file));
      assertThat(file).hasContent("old");
      Files.move(file, old);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("others", "old", "rest");
    }
  }

  @Test
  void should_leave_no_incomplete_line_in_a_log() throws IOException {
    Path log = folder.resolve("log.csv");
    Tensor in = input("in", 4);
    Model model = Model.inputs(in).outputs(in.then(dense(1)));
    model.compile(adam(), mse());
    Files.write(folder.resolve("others"), new byte[60 << 10]);
    assertThatThrownBy(
            () ->
                model.fit(
                    new float[8][4],
                    new float[8],
                    epochs(9999).verbose(Verbosity.SILENT).callbacks(csvLogger(log))))
        .isInstanceOf(TrainingException.class)
        .hasMessage("csvLogger could not write \"%s\": No space left on device.".formatted(log));
    assertThat(Files.readString(log)).endsWith("\n");
    assertThat(Files.readAllLines(log)).hasSizeGreaterThan(9);
  }
}
