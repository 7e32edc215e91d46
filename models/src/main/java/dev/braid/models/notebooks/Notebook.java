package dev.braid.models.notebooks;

import dev.braid.History;
import dev.braid.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows models and trainings: as pictures in Jupyter; as tables, and files to open, in JShell. */
public final class Notebook {
  /** Where Braid's folder is; the scripts that start JShell and Jupyter set it. */
  public static final String ROOT = "braid.root";

  private Notebook() {}

  /** Braid's folder. */
  public static Path root() {
    return Path.of(System.getProperty(ROOT, ""));
  }

  /** Where notebooks write. */
  public static Path out() throws IOException {
    return Files.createDirectories(root().resolve("target").resolve("notebooks"));
  }

  /** Shows a model: its table and its picture. */
  public static void show(Model model) throws IOException {
    model.summary();
    Path file = out().resolve((model.name() == null ? "model" : model.name()) + ".svg");
    model.plot(file);
    picture(file);
  }

  /** Shows how a training went: the first, best and last values, and the curves. */
  public static void show(History history) throws IOException {
    System.out.println(history.summary());
    Path file = out().resolve("history.svg");
    history.plot(file);
    picture(file);
  }

  private static void picture(Path file) throws IOException {
    if (!Jupyter.display(Files.readString(file))) {
      System.out.println("The picture is " + file);
    }
  }
}
