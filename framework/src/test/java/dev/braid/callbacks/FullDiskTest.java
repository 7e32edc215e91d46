package dev.braid.callbacks;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.braid.Callback;
import dev.braid.Model;
import dev.braid.Tensor;
import dev.braid.Verbosity;
import dev.braid.training.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A disk that is really full; only where this machine lets a program make one. */
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
  void should_say_that_it_is_full_and_leave_nothing_half(
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
      assertThat(left).noneMatch(file -> file.startsWith(".unfinished"));
      assertThat(left).noneMatch(file -> file.endsWith(".keras") || file.endsWith(".run"));
    }
  }
}
