package dev.braid.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * One kind of file under attack.
 *
 * @param name what reports call it
 * @param seeds sound files that are changed, one after the other
 * @param change what is done to one
 * @param reading what a program does with the file
 * @param guarded true where the file has checksums, so that it is read as it was or refused
 */
record Subject(String name, List<Path> seeds, Change change, Reading reading, boolean guarded) {

  /** Damages bytes, repeatably. */
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
