package dev.braid.saving.keras;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Python installation with Keras and JAX, if this machine has one. */
final class KerasSession {
  private static final String PYTHON = System.getenv().getOrDefault("BRAID_PYTHON", "python3");

  private KerasSession() {}

  /** Returns what is missing; empty if Keras can be run. */
  static String missing() {
    try {
      Path log = Files.createTempFile("keras", ".log");
      int code = run(log, "-c", "import keras, jax; assert keras.__version__ >= '3.15'");
      String output = Files.readString(log).strip();
      Files.delete(log);
      return code == 0
          ? ""
          : PYTHON + " has no Keras 3.15 with JAX (pip install keras jax): " + lastLine(output);
    } catch (IOException e) {
      return PYTHON + " cannot be run: " + e.getMessage();
    }
  }

  private static String lastLine(String text) {
    return text.substring(text.lastIndexOf('\n') + 1);
  }

  /** Runs a script of src/test/python and fails with its output if it fails. */
  static void script(String name, Path folder) {
    try {
      Path log = Files.createTempFile("keras", ".log");
      int code = run(log, Path.of("src/test/python", name).toString(), folder.toString());
      String output = Files.readString(log);
      Files.delete(log);
      if (code != 0) {
        throw new AssertionError(name + " failed:\n" + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int run(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("KERAS_BACKEND", "jax");
    builder.environment().put("JAX_PLATFORMS", "cpu");
    Process process = builder.start();
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return -1;
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
