package dev.braid.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Executes every notebook in JShell, in a separate process and folder. */
class NotebooksTest {
  private static final Path NOTEBOOKS = Path.of("../src/notebooks").toAbsolutePath().normalize();
  private static final Path IMPORTS = NOTEBOOKS.resolve("imports.jsh");
  private static final String FROM_PYTHON = "src/notebooks/digits_0_to_4.keras";

  @TempDir Path folder;

  static List<Path> notebooks() throws IOException {
    try (Stream<Path> files = Files.list(NOTEBOOKS)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d\\d-.*\\.jsh"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("notebooks")
  void should_run_completely(Path notebook) throws Exception {
    assertThat(execute(notebook)).as(said()).isZero();
  }

  /** The notebooks for Jupyter are generated from those for JShell by -Dnotebooks.write=true. */
  @ParameterizedTest
  @MethodSource("notebooks")
  void should_equal_the_notebook_for_jupyter(Path notebook) throws Exception {
    Path file = NotebookFile.beside(notebook);
    String made = NotebookFile.of(IMPORTS, notebook);
    if (Boolean.getBoolean("notebooks.write")) {
      Files.writeString(file, made);
    }
    assertThat(file).content().isEqualTo(made);
  }

  @Test
  void should_fail_if_a_line_fails() throws Exception {
    Path wrong = folder.resolve("wrong.jsh");
    Files.writeString(wrong, "Tensor in = input(\"in\", 4);\ndropout(1.5);\n");
    assertThat(execute(wrong)).isNotZero();
    assertThat(said()).contains("dropout(1.5)").contains("[layer-option]");
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve(Programs.PRINTED));
  }

  private int execute(Path notebook) throws Exception {
    Path given = folder.resolve(FROM_PYTHON);
    Files.createDirectories(given.getParent());
    Files.copy(NOTEBOOKS.resolve(given.getFileName()), given);
    List<String> files = List.of(IMPORTS.toString(), notebook.toString());
    return Programs.run(folder, NotebookProgram.class, files);
  }
}
