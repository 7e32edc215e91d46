package dev.braid.layers.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Braid;
import dev.braid.StructureException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares ids and rows with those of Keras' layers, recorded by src/test/python/record_lookups.py.
 */
class LookupsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<JsonNode> records(String kind) throws IOException {
    return records("lookups", kind);
  }

  static Stream<JsonNode> records(String resource, String kind) throws IOException {
    String path = "/keras/" + resource + ".json";
    try (InputStream file = LookupsTest.class.getResourceAsStream(path)) {
      return StreamSupport.stream(JSON.readTree(file).spliterator(), false)
          .filter(record -> record.get("kind").asText().equals(kind));
    }
  }

  static Stream<JsonNode> strings() throws IOException {
    return records("StringLookup");
  }

  static Stream<JsonNode> integers() throws IOException {
    return records("IntegerLookup");
  }

  private static <A> A read(JsonNode node, Class<A> type) {
    return JSON.convertValue(node, type);
  }

  private static <L extends Lookup<?, L>> L with(L lookup, JsonNode options) {
    if (options.has("max_tokens")) {
      lookup.maxTokens(options.get("max_tokens").asInt());
    }
    if (options.has("num_oov_indices")) {
      lookup.numOovIndices(options.get("num_oov_indices").asInt());
    }
    return lookup.padToMaxTokens(options.has("pad_to_max_tokens"));
  }

  static Stream<JsonNode> givenStrings() throws IOException {
    return records("vocabularies", "StringLookup").filter(record -> !record.has("weights"));
  }

  static Stream<JsonNode> givenIntegers() throws IOException {
    return records("vocabularies", "IntegerLookup");
  }

  static Stream<JsonNode> weighted() throws IOException {
    return records("vocabularies", "StringLookup").filter(record -> record.has("weights"));
  }

  private static StringLookup stringLookup(JsonNode options) {
    StringLookup lookup = with(Braid.stringLookup(), options);
    if (options.has("oov_token")) {
      lookup.oovToken(options.get("oov_token").asText());
    }
    return options.has("mask_token") ? lookup.maskToken("") : lookup;
  }

  private static IntegerLookup integerLookup(JsonNode options) {
    IntegerLookup lookup = with(Braid.integerLookup(), options);
    return options.has("mask_token") ? lookup.maskToken(0) : lookup;
  }

  private static void close(float[][] found, JsonNode expected) {
    float[][] rows = read(expected, float[][].class);
    assertThat(found).hasDimensions(rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      assertThat(found[i]).containsExactly(rows[i], within(1e-5f));
    }
  }

  @ParameterizedTest
  @MethodSource("strings")
  void should_look_up_texts_as_keras_does(JsonNode record) {
    StringLookup lookup = stringLookup(record.get("options"));
    lookup.adapt(read(record.get("data"), String[].class));
    assertThat(lookup.vocabulary()).containsExactly(read(record.get("vocabulary"), String[].class));
    String[] single = read(record.get("single"), String[].class);
    assertThat(lookup.ids(single)).containsExactly(read(record.get("ids"), int[].class));
    assertThat(lookup.inverse(read(record.get("asked"), int[].class)))
        .containsExactly(read(record.get("inverse"), String[].class));
    close(lookup.oneHot(single), record.get("oneHot"));

    String[][] samples = read(record.get("samples"), String[][].class);
    StringLookup adapted = stringLookup(record.get("options")).adapt(samples);
    close(adapted.multiHot(samples), record.get("multi_hot"));
    close(adapted.counts(samples), record.get("count"));
    close(adapted.tfIdf(samples), record.get("tf_idf"));
  }

  @ParameterizedTest
  @MethodSource("integers")
  void should_look_up_integers_as_keras_does(JsonNode record) {
    IntegerLookup lookup = integerLookup(record.get("options"));
    lookup.adapt(read(record.get("data"), long[].class));
    assertThat(lookup.vocabulary()).containsExactly(read(record.get("vocabulary"), Long[].class));
    long[] single = read(record.get("single"), long[].class);
    assertThat(lookup.ids(single)).containsExactly(read(record.get("ids"), int[].class));
    assertThat(lookup.inverse(read(record.get("asked"), int[].class)))
        .containsExactly(read(record.get("inverse"), long[].class));
    close(lookup.oneHot(single), record.get("oneHot"));

    int[][] samples = read(record.get("samples"), int[][].class);
    IntegerLookup adapted = integerLookup(record.get("options")).adapt(samples);
    close(adapted.multiHot(samples), record.get("multi_hot"));
    close(adapted.counts(samples), record.get("count"));
    close(adapted.tfIdf(samples), record.get("tf_idf"));
  }

  /**
   * Whether Keras rejects a vocabulary. Here one lookup works in both directions, and so rejects
   * what either of Keras' layers rejects.
   */
  private static boolean refusedByKeras(JsonNode record) {
    return record.get("forward").has("refused") || record.get("inverse").has("refused");
  }

  /** Whether a vocabulary starts without the mask token, as Keras' layers that give rows allow. */
  private static boolean startsAsRows(JsonNode record, Object oovToken) {
    JsonNode options = record.get("options");
    List<?> given = read(record.get("given"), List.class);
    int ids = options.has("num_oov_indices") ? options.get("num_oov_indices").asInt() : 1;
    return options.has("mask_token")
        && given.subList(0, ids).equals(Collections.nCopies(ids, oovToken));
  }

  @ParameterizedTest
  @MethodSource("givenStrings")
  void should_accept_vocabularies_of_texts_as_keras_does(JsonNode record) {
    List<String> given = List.of(read(record.get("given"), String[].class));
    StringLookup lookup = stringLookup(record.get("options"));
    if (startsAsRows(record, "[UNK]")) {
      assertThat(lookup.vocabulary(given).rowVocabulary()).isEqualTo(given);
    } else if (refusedByKeras(record)) {
      assertThatThrownBy(() -> lookup.vocabulary(given)).isInstanceOf(StructureException.class);
    } else {
      lookup.vocabulary(given);
      JsonNode keras = record.get("forward");
      String[] queries = read(record.get("queries"), String[].class);
      assertThat(lookup.vocabulary())
          .containsExactly(read(keras.get("vocabulary"), String[].class));
      assertThat(lookup.ids(queries)).containsExactly(read(keras.get("ids"), int[].class));
      assertThat(lookup.inverse(0, 1, 2, 3, 4, 5))
          .containsExactly(read(record.get("inverse").get("ids"), String[].class));
      assertThat(lookup.vocabulary(lookup.vocabulary()).ids(queries))
          .containsExactly(read(keras.get("ids"), int[].class));
    }
  }

  @ParameterizedTest
  @MethodSource("givenIntegers")
  void should_accept_vocabularies_of_integers_as_keras_does(JsonNode record) {
    List<Long> given = List.of(read(record.get("given"), Long[].class));
    IntegerLookup lookup = integerLookup(record.get("options"));
    if (startsAsRows(record, -1)) {
      assertThat(lookup.vocabulary(given).rowVocabulary()).isEqualTo(given);
    } else if (refusedByKeras(record)) {
      assertThatThrownBy(() -> lookup.vocabulary(given)).isInstanceOf(StructureException.class);
    } else {
      lookup.vocabulary(given);
      JsonNode keras = record.get("forward");
      int[] queries = read(record.get("queries"), int[].class);
      assertThat(lookup.vocabulary()).containsExactly(read(keras.get("vocabulary"), Long[].class));
      assertThat(lookup.ids(queries)).containsExactly(read(keras.get("ids"), int[].class));
      assertThat(lookup.inverse(0, 1, 2, 3, 4, 5))
          .containsExactly(read(record.get("inverse").get("ids"), long[].class));
      assertThat(lookup.vocabulary(lookup.vocabulary()).ids(queries))
          .containsExactly(read(keras.get("ids"), int[].class));
    }
  }

  @ParameterizedTest
  @MethodSource("weighted")
  void should_accept_weights_with_or_without_those_of_unknown_tokens(JsonNode record) {
    List<String> given = List.of(read(record.get("given"), String[].class));
    float[] weights = read(record.get("weights"), float[].class);
    String[][] samples = read(record.get("samples"), String[][].class);
    StringLookup lookup = stringLookup(record.get("options")).vocabulary(given, weights);
    assertThat(lookup.rowVocabulary())
        .containsExactly(read(record.get("vocabulary"), String[].class));
    close(lookup.tfIdf(samples), record.get("rows"));
    lookup.vocabulary(lookup.rowVocabulary(), lookup.idfWeights());
    close(lookup.tfIdf(samples), record.get("rows"));
  }

  @Test
  void should_be_the_same_after_its_own_vocabulary_was_set() {
    String[][] samples = {{"a", "a", "b"}, {"c", "a", "", "d"}, {"b", "e", "e"}};
    // rows allow one more token than ids
    StringLookup adapted = Braid.stringLookup().maskToken("").maxTokens(5).adapt(samples);
    StringLookup again = Braid.stringLookup().maskToken("").maxTokens(5);
    again.vocabulary(adapted.rowVocabulary(), adapted.idfWeights());
    assertThat(again.vocabulary()).containsExactly("", "[UNK]", "a", "e", "b");
    assertThat(again.rowVocabulary()).containsExactly("[UNK]", "a", "e", "b", "d");
    assertThat(again.ids(samples)).isDeepEqualTo(adapted.ids(samples));
    assertThat(again.tfIdf(samples)).isDeepEqualTo(adapted.tfIdf(samples));
    again.vocabulary(adapted.vocabulary());
    assertThat(again.ids(samples)).isDeepEqualTo(adapted.ids(samples));
  }

  @Test
  void should_require_a_vocabulary_before_it_is_used() {
    String message =
        " does not fit:\n"
            + "  [layer-option]  \"vocabulary\": expected at least one token, received none."
            + " Call adapt(…) or vocabulary(…) first.\n"
            + "  See src/docs/errors.md#layer-option";
    StringLookup texts = Braid.stringLookup().maxTokens(9).padToMaxTokens(true);
    String[][] sample = {{"a"}};
    for (ThrowingCallable use :
        List.<ThrowingCallable>of(
            () -> texts.ids("a"),
            () -> texts.ids(sample),
            () -> texts.inverse(1),
            () -> texts.oneHot("a"),
            () -> texts.multiHot(sample),
            () -> texts.counts(sample),
            () -> texts.tfIdf(sample))) {
      assertThatThrownBy(use)
          .isInstanceOf(StructureException.class)
          .hasMessage("StringLookup" + message);
    }
    assertThatThrownBy(() -> Braid.integerLookup().ids(3)).hasMessage("IntegerLookup" + message);
    assertThat(Braid.stringLookup().vocabulary()).containsExactly("[UNK]");
  }

  @Test
  void should_accept_a_given_vocabulary() {
    StringLookup lookup = Braid.stringLookup().vocabulary(List.of("a", "b"), 0.5f, 2f);
    assertThat(lookup.ids(new String[][] {{"b", "c"}, {"a"}}))
        .isDeepEqualTo(new int[][] {{2, 0}, {1}});
    assertThat(lookup.tfIdf(new String[][] {{"b", "b", "c"}}))
        .isDeepEqualTo(new float[][] {{1.25f, 0, 4}});
    assertThat(Braid.integerLookup().vocabulary(7, 5).ids(5, 7, 6)).containsExactly(2, 1, 0);
  }

  private static void assertRejected(ThrowingCallable call, String line) {
    assertThatThrownBy(call).isInstanceOf(StructureException.class).hasMessageContaining(line);
  }

  @Test
  void should_reject_invalid_options() {
    assertRejected(
        () -> Braid.stringLookup().maxTokens(1),
        "[layer-option]  \"maxTokens\": expected a number above 1, received 1.");
    assertRejected(
        () -> Braid.stringLookup().numOovIndices(-1),
        "[layer-option]  \"numOovIndices\": expected an integer of at least 0, received -1.");
    assertRejected(
        () -> Braid.stringLookup().padToMaxTokens(true),
        "[layer-option]  \"padToMaxTokens\": expected maxTokens to be set before, received none.");
    assertRejected(
        () -> Braid.integerLookup().vocabulary(3, 3, 4),
        "[layer-option]  \"vocabulary\": expected each token once, received 3 2 times.");
    assertRejected(
        () -> Braid.stringLookup().maskToken("").vocabulary(List.of("a", "")),
        "[layer-option]  \"vocabulary\": expected the special tokens \"\", \"[UNK]\" at"
            + " the start in"
            + " this order, or none of them, received \"\" at index 1. Remove it, or set another"
            + " maskToken.");
    assertRejected(
        () -> Braid.integerLookup().vocabulary(5, -1, 7),
        "[layer-option]  \"vocabulary\": expected the special tokens -1 at the start in this order,"
            + " or none of them, received -1 at index 1. Remove it, or set another oovToken.");
    assertRejected(
        () -> Braid.stringLookup().vocabulary(List.of("[UNK]")),
        "[layer-option]  \"vocabulary\": expected at least one token beside the special ones,"
            + " received none.");
    assertRejected(
        () -> Braid.stringLookup().vocabulary(Arrays.asList("a", null)),
        "[layer-option]  \"vocabulary\": expected tokens, received null.");
    assertRejected(
        () -> Braid.stringLookup().adapt("[UNK]"),
        "[layer-option]  \"adapt\": expected at least one token, received none.");
    assertRejected(
        () -> Braid.stringLookup().adapt("a", "b").maskToken("b"),
        "[layer-option]  \"maskToken\": expected a token outside the vocabulary, received \"b\".");
    assertRejected(
        () -> Braid.stringLookup().adapt("a", "b").oovToken("b"),
        "[layer-option]  \"oovToken\": expected a token outside the vocabulary, received \"b\".");
    assertRejected(
        () -> Braid.stringLookup().adapt("a", "b").maxTokens(2),
        "[layer-option]  \"maxTokens\": expected at least 3, which the vocabulary"
            + " requires, received 2."
            + " Set maxTokens before adapt(…) or vocabulary(…).");
    assertRejected(
        () -> Braid.stringLookup().maxTokens(2).vocabulary(List.of("a", "b")),
        "[layer-option]  \"vocabulary\": expected at most 2 ids, received 3.");
    assertRejected(
        () -> Braid.stringLookup().vocabulary(List.of("a"), 1, 2),
        "[layer-option]  \"idfWeights\": expected 1 values, one for each token, received 2.");
    assertRejected(
        () -> Braid.stringLookup().numOovIndices(0).adapt("a").ids("b"),
        "[id-range]  \"tokens\": expected tokens of the vocabulary, received \"b\"."
            + " Give unknown tokens an id by numOovIndices(1).");
    assertRejected(
        () -> Braid.stringLookup().vocabulary(List.of("a")).tfIdf(new String[][] {{"a"}}),
        "[layer-option]  \"idfWeights\": expected inverse document frequencies, received none."
            + " Call adapt(…), or vocabulary(tokens, idfWeights).");
  }

  @Test
  void should_read_rows_of_integers_of_any_type() {
    IntegerLookup lookup = Braid.integerLookup().adapt(4, 4, 9);
    long[][] longs = {{4, 9}};
    int[][] ints = {{4, 9}};
    assertThat(Arrays.deepEquals(lookup.ids(longs), lookup.ids(ints))).isTrue();
    assertThat(lookup.multiHot(longs)).isDeepEqualTo(lookup.multiHot(ints));
    assertThat(lookup.oneHot(9)).isDeepEqualTo(new float[][] {{0, 0, 1}});
  }
}
