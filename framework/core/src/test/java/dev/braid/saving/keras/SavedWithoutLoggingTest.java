package dev.braid.saving.keras;

import static dev.braid.Braid.dense;
import static dev.braid.Braid.input;
import static dev.braid.Braid.mse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.Tensor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program without an SLF4J provider, in a separate process. */
class SavedWithoutLoggingTest {
  /** The program. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws IOException {
      Tensor in = input("facts", 2);
      Model model =
          Model.inputs(in)
              .outputs(in.then(CustomObjects.anonymousLayer().name("kept")).then(dense(1)));
      model.compile(new CustomObjects.Unregistered(), mse());
      model.save(Path.of(arguments[0]));
    }
  }

  @Test
  void should_show_what_a_file_cannot_keep_without_an_slf4j_provider(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path errors = folder.resolve("errors.txt");
    Path file = folder.resolve("saved.keras");
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("logback-"))
            .collect(Collectors.joining(File.pathSeparator));
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx400m",
                "-cp",
                classPath,
                Program.class.getName(),
                file.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    assertThat(program.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(file).exists();
    assertThat(Files.readAllLines(errors))
        .filteredOn(line -> line.startsWith("Notice "))
        .containsExactly(
            "Notice [anonymous-class] The file calls an anonymous class \"CustomObjects$1\", a name"
                + " that changes with the program. Make it a class with a name, so that a Registry"
                + " can open the file. See src/docs/notices.md#anonymous-class",
            "Notice [anonymous-class] The file calls an anonymous class"
                + " \"CustomObjects$Unregistered\", a name that changes with the program. Make it a"
                + " class with a name, so that a Registry can open the file. See"
                + " src/docs/notices.md#anonymous-class");
  }
}
