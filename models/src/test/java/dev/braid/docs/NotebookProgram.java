package dev.braid.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;

/** Executes a JShell program as the JShell tool does, but stops at the first failure. */
final class NotebookProgram {
  private static final List<String> DEFAULT_IMPORTS =
      List.of(
          "java.io",
          "java.math",
          "java.net",
          "java.nio.file",
          "java.util",
          "java.util.concurrent",
          "java.util.function",
          "java.util.prefs",
          "java.util.regex",
          "java.util.stream");

  private NotebookProgram() {}

  public static void main(String... files) throws IOException {
    try {
      execute(files);
    } catch (IllegalStateException e) {
      // to System.out, since a shell may change System.err when it closes
      e.printStackTrace(System.out);
      System.exit(1);
    }
  }

  private static void execute(String... files) throws IOException {
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      shell.addToClasspath(System.getProperty("java.class.path"));
      for (String each : DEFAULT_IMPORTS) {
        run(shell, "the default imports", "import " + each + ".*;");
      }
      for (String file : files) {
        run(shell, file, Files.readString(Path.of(file)));
      }
    }
  }

  private static void run(JShell shell, String name, String program) {
    String rest = program;
    while (!rest.isBlank()) {
      SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (!next.completeness().isComplete()) {
        throw new IllegalStateException(name + " ends in the middle of:\n" + rest);
      }
      String source = next.source();
      for (SnippetEvent event : shell.eval(source)) {
        List<String> problems = problems(shell, event);
        if (!problems.isEmpty()) {
          throw new IllegalStateException(
              name + ":\n" + event.snippet().source() + "\n" + String.join("\n", problems),
              event.exception());
        }
      }
      rest = next.remaining();
    }
  }

  private static List<String> problems(JShell shell, SnippetEvent event) {
    List<String> problems = new ArrayList<>();
    switch (event.status()) {
      case VALID, OVERWRITTEN -> {
        // valid
      }
      default -> {
        problems.add(event.status().toString());
        shell.diagnostics(event.snippet()).forEach(d -> problems.add(d.getMessage(null)));
      }
    }
    if (event.exception() != null) {
      problems.add(event.exception().toString());
    }
    return problems;
  }
}
