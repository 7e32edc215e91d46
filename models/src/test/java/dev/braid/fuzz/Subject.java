package dev.braid.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * One kind of file for fuzzing.
 *
 * @param name its name in reports
 * @param seeds valid files that are changed, one after another
 * @param change changes a file
 * @param reading reads the file
 * @param guarded true if the file has checksums, so that it is read unchanged or rejected
 */
record Subject(String name, List<Path> seeds, Change change, Reading reading, boolean guarded) {

  /** Damages bytes, reproducibly. */
  @FunctionalInterface
  interface Change {
    byte[] apply(byte[] bytes, Random random) throws IOException;
  }

  /** Reads a file and gives its content, comparable by deep equality. */
  @FunctionalInterface
  interface Reading {
    Object[] read(Path file) throws IOException;
  }
}
