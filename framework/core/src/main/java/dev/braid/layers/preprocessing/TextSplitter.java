package dev.braid.layers.preprocessing;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Standardizes texts and splits them into words, characters or n-grams, as Keras does.
 *
 * @param standardize Keras' name of the standardization; null for that of the program
 * @param preparation the standardization
 * @param split Keras' name of the split
 * @param ngrams the option as it was given: the most words, or a list of widths; null for none
 */
record TextSplitter(
    @Nullable String standardize,
    UnaryOperator<String> preparation,
    String split,
    @Nullable Object ngrams) {
  private static final String NONE = "none";
  private static final String LOWER = "lower";
  private static final String STRIP = "strip_punctuation";
  private static final String BOTH = "lower_and_strip_punctuation";
  private static final String WHITESPACE = "whitespace";
  private static final String CHARACTER = "character";

  private static final Pattern PUNCTUATION =
      Pattern.compile("[!\"#$%&()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~']");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  TextSplitter() {
    this(BOTH, preparation(BOTH), WHITESPACE, null);
  }

  static TextSplitter read(Config config) {
    TextSplitter splitter =
        new TextSplitter()
            .standardize(option(config, "standardize"))
            .split(option(config, "split"));
    if (config.get("ngrams") instanceof List<?>) {
      long[] widths = config.wholes("ngrams");
      return splitter.ngramWidths(Arrays.stream(widths).mapToInt(Math::toIntExact).toArray());
    }
    int words = config.integer("ngrams", 0);
    return words == 0 ? splitter : splitter.ngrams(words);
  }

  private static String option(Config config, String name) {
    return config.get(name) == null ? NONE : config.text(name, NONE);
  }

  TextSplitter standardize(UnaryOperator<String> function) {
    return new TextSplitter(null, function, split, ngrams);
  }

  TextSplitter standardize(String kind) {
    check("standardize", kind, BOTH, LOWER, STRIP, NONE);
    return new TextSplitter(kind, preparation(kind), split, ngrams);
  }

  TextSplitter split(String kind) {
    check("split", kind, WHITESPACE, CHARACTER, NONE);
    return new TextSplitter(standardize, preparation, kind, ngrams);
  }

  private static void check(String option, String received, String... known) {
    if (!List.of(known).contains(received)) {
      throw StructureException.of(
          "TextVectorization cannot be made",
          new Problem(
              "layer-option",
              option,
              "one of " + String.join(", ", known),
              "received " + received,
              ""));
    }
  }

  TextSplitter ngrams(int words) {
    return new TextSplitter(standardize, preparation, split, words);
  }

  TextSplitter ngramWidths(int... widths) {
    List<Integer> list = Arrays.stream(widths).boxed().toList();
    return new TextSplitter(standardize, preparation, split, list);
  }

  boolean hasCode() {
    return standardize == null;
  }

  boolean splits() {
    return !split.equals(NONE);
  }

  /** True if each text stays one token. */
  boolean isPlain() {
    return !splits() && ngrams == null;
  }

  private static UnaryOperator<String> preparation(String kind) {
    return switch (kind) {
      case LOWER -> TextSplitter::lower;
      case STRIP -> TextSplitter::stripped;
      case BOTH -> text -> stripped(lower(text));
      default -> UnaryOperator.identity();
    };
  }

  private static String stripped(String text) {
    return PUNCTUATION.matcher(text).replaceAll("");
  }

  /** Puts ASCII letters in lower case, as TensorFlow does. */
  private static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char letter = lower.charAt(i);
      if (letter >= 'A' && letter <= 'Z') {
        lower.setCharAt(i, (char) (letter + ('a' - 'A')));
      }
    }
    return lower.toString();
  }

  /** The words of each text. */
  String[][] words(String... texts) {
    return words(texts, texts.length);
  }

  /** The words of each sample, which has one text, or several if texts are not split. */
  String[][] words(String[] texts, int samples) {
    int each = samples == 0 ? 1 : texts.length / samples;
    return IntStream.range(0, samples)
        .mapToObj(i -> words(Arrays.asList(texts).subList(i * each, (i + 1) * each)))
        .toArray(String[][]::new);
  }

  private String[] words(List<String> texts) {
    List<String> words = new ArrayList<>();
    for (String text : texts) {
      String standard = preparation.apply(text);
      if (split.equals(WHITESPACE)) {
        SPACE.splitAsStream(standard).filter(word -> !word.isEmpty()).forEach(words::add);
      } else if (split.equals(CHARACTER)) {
        standard.codePoints().mapToObj(Character::toString).forEach(words::add);
      } else {
        words.add(standard);
      }
    }
    if (ngrams == null) {
      return words.toArray(String[]::new);
    }
    List<String> joined = new ArrayList<>();
    for (int width : widths()) {
      for (int from = 0; from + width <= words.size(); from++) {
        joined.add(String.join(" ", words.subList(from, from + width)));
      }
    }
    return joined.toArray(String[]::new);
  }

  private int[] widths() {
    if (ngrams instanceof List<?> list) {
      return list.stream().mapToInt(width -> (Integer) width).toArray();
    }
    return IntStream.rangeClosed(1, ngrams instanceof Integer most ? most : 1).toArray();
  }

  void describe(Config config) {
    config.put("standardize", NONE.equals(standardize) ? null : standardize);
    config.put("split", splits() ? split : null);
    config.put("ngrams", ngrams);
  }
}
