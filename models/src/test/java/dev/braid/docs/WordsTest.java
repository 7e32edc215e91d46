package dev.braid.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that sources and pages use the field's own words, and each type name once. */
class WordsTest {
  private static final List<Path> ROOTS =
      List.of(
          Path.of("../framework"),
          Path.of("../datasets"),
          Path.of("../models"),
          Path.of("../benchmarks"),
          Path.of("../src"));

  /** Pages in the project's folder. */
  private static final Path TOP = Path.of("..");

  /** Words that have a common name in the field, as CONTRIBUTING.md lists them. */
  private static final Pattern REPLACED =
      Pattern.compile(
          "(?<![a-z])("
              + String.join(
                  "|",
                  "(?<!negative[ _])slopes?",
                  "way back",
                  "way forward",
                  "walks? (?:back|forward)",
                  "pictures?",
                  "priced",
                  "unpriced",
                  "lots",
                  "chances?",
                  "whole numbers?",
                  "glue[ds]?",
                  "hand(?:s|ed)? over",
                  "deal(?:s|t)? out",
                  "nobody",
                  "anew",
                  "once more",
                  "by heart",
                  "in so many words",
                  "one's own",
                  "of your own",
                  "withers?",
                  "learners?",
                  "learnt",
                  "received this",
                  "there is no such",
                  "not so for",
                  "is not there")
              + ")(?![a-z])");

  private static final Pattern CAMEL_CASE = Pattern.compile("([a-z0-9])([A-Z])");

  /** Returns the words of the first match in a line, also within identifiers; else null. */
  private static String replacedWord(String line) {
    String words = CAMEL_CASE.matcher(line).replaceAll("$1 $2").toLowerCase(Locale.ROOT);
    Matcher found = REPLACED.matcher(words.replace("_", " "));
    return found.find() ? found.group(1) : null;
  }

  private static List<Path> files(String... endings) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path root : ROOTS) {
      try (Stream<Path> all = Files.walk(root)) {
        all.filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
            .filter(file -> !file.toString().contains("target"))
            .forEach(found::add);
      }
    }
    return found;
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = files(".md", ".jsh", ".ipynb");
    try (Stream<Path> top = Files.list(TOP)) {
      top.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    pages.removeIf(file -> file.endsWith("CONTRIBUTING.md"));
    return pages;
  }

  @Test
  void should_use_the_words_of_the_field() throws IOException {
    List<Path> files = files(".java");
    assertThat(files).hasSizeGreaterThan(1000);
    files.addAll(pages());
    files.removeIf(file -> file.endsWith("WordsTest.java"));
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        String word = replacedWord(line);
        if (word != null) {
          found.add(file + ":" + number + ": \"" + word + "\" in: " + line.strip());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "the slope of the loss, slope",
        "float[] inputSlopes, slopes",
        "leakyRelu().negativeSlope(0.1), -",
        "negative_slope=0.1, -",
        "PICTURE_SIZE, picture",
        "a lottery of lots, lots",
        "should_start_anew, anew",
        "renewed, -"
      })
  void should_find_words_in_text_and_identifiers(String line, String word) {
    assertThat(replacedWord(line)).isEqualTo(word);
  }

  @Test
  void should_name_every_type_once() throws IOException {
    Map<String, Set<String>> folders = new TreeMap<>();
    for (Path file : files(".java")) {
      String name = file.getFileName().toString().replace(".java", "");
      if (!name.equals("package-info")) {
        String folder = file.getParent().toString().replace('\\', '/');
        folders
            .computeIfAbsent(name, absent -> new TreeSet<>())
            .add(folder.replaceFirst(".*/java/", ""));
      }
    }
    folders.values().removeIf(homes -> homes.size() == 1);
    // Keras has losses and metrics under one name
    folders.values().removeIf(Set.of("dev/braid/losses", "dev/braid/metrics")::equals);
    assertThat(folders).isEmpty();
  }
}
