package dev.braid.models.notebooks;

import dev.braid.History;
import dev.braid.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows models and histories: as diagrams in Jupyter; as tables and files in JShell. */
public final class Notebook {
  /** The system property of Braid's folder, set by the scripts that start JShell and Jupyter. */
  public static final String ROOT = "braid.root";

  private Notebook() {}

  /** Braid's folder. */
  public static Path root() {
    return Path.of(System.getProperty(ROOT, ""));
  }

  /** The folder for output of notebooks. */
  public static Path out() throws IOException {
    return Files.createDirectories(root().resolve("target").resolve("notebooks"));
  }

  /** Shows a model: its summary and its diagram. */
  public static void show(Model model) throws IOException {
    model.summary();
    Path file = out().resolve((model.name() == null ? "model" : model.name()) + ".svg");
    model.plot(file);
    showPlot(file);
  }

  /** Shows a history: the first, best and last values, and the curves. */
  public static void show(History history) throws IOException {
    System.out.println(history.summary());
    Path file = out().resolve("history.svg");
    history.plot(file);
    showPlot(file);
  }

  private static void showPlot(Path file) throws IOException {
    if (!Jupyter.display(Files.readString(file))) {
      System.out.println("Plot: " + file);
    }
  }
}
