package dev.braid.datasets.folders;

import dev.braid.internal.data.feeds.Shuffle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files of a folder that has one folder for each class, in the order of their paths.
 *
 * @param files the files of all classes
 * @param labels the class of each file
 * @param classNames the folders' names, in alphabetical order
 */
record ClassFolders(List<Path> files, int[] labels, List<String> classNames) {

  /** Scans a folder; hidden files and those with other extensions are ignored. */
  static ClassFolders of(Path root, Set<String> endings) throws IOException {
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(root + " (expected a folder with one folder for each class)");
    }
    List<Path> folders;
    try (Stream<Path> inside = Files.list(root)) {
      folders = inside.filter(Files::isDirectory).filter(path -> !isHidden(path)).sorted().toList();
    }
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < folders.size(); label++) {
      try (Stream<Path> inside = Files.walk(folders.get(label), FileVisitOption.FOLLOW_LINKS)) {
        inside
            .filter(Files::isRegularFile)
            .filter(path -> !isHidden(path) && endings.contains(ending(path)))
            .sorted()
            .forEach(files::add);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      while (labels.size() < files.size()) {
        labels.add(label);
      }
    }
    if (files.isEmpty()) {
      throw new IOException(
          "\""
              + root
              + "\" has no files to read. Expected "
              + root.resolve("<class>").resolve("<file>")
              + " with one of the endings "
              + endings.stream().sorted().toList()
              + (folders.isEmpty()
                  ? ", found no folders."
                  : ", found the folders " + names(folders) + " without such files."));
    }
    return new ClassFolders(
        files, labels.stream().mapToInt(Integer::intValue).toArray(), names(folders));
  }

  private static List<String> names(List<Path> folders) {
    return folders.stream().map(folder -> String.valueOf(folder.getFileName())).toList();
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }

  private static String ending(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /** A copy with the classes in a given order; other folders are ignored. */
  ClassFolders only(List<String> names) {
    for (String name : names) {
      if (!classNames.contains(name)) {
        throw new IllegalArgumentException(
            "the class \"" + name + "\" has no folder; the folders are " + classNames);
      }
    }
    int[] numbers = classNames.stream().mapToInt(names::indexOf).toArray();
    ClassFolders chosen = take(rows(row -> numbers[labels[row]] >= 0));
    int[] renumbered = Arrays.stream(chosen.labels).map(label -> numbers[label]).toArray();
    return new ClassFolders(chosen.files, renumbered, List.copyOf(names));
  }

  private int[] rows(IntPredicate selected) {
    return IntStream.range(0, labels.length).filter(selected).toArray();
  }

  /** A selection of the files. */
  ClassFolders take(int... rows) {
    List<Path> taken = new ArrayList<>(rows.length);
    int[] classes = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      taken.add(files.get(rows[i]));
      classes[i] = labels[rows[i]];
    }
    return new ClassFolders(taken, classes, classNames);
  }

  /** The files in a random order. */
  ClassFolders shuffled(long seed) {
    return take(order(labels.length, seed));
  }

  /** The last part of the shuffled files for validation, or the first part for training. */
  ClassFolders part(double validation, boolean forValidation, long seed) {
    int[] order = order(labels.length, seed);
    int trained = order.length - (int) (order.length * validation);
    return take(
        forValidation
            ? Arrays.copyOfRange(order, trained, order.length)
            : Arrays.copyOfRange(order, 0, trained));
  }

  static int[] order(int count, long seed) {
    int[] order = new int[count];
    Arrays.setAll(order, row -> row);
    Shuffle.inPlace(order, new SplittableRandom(seed));
    return order;
  }
}
