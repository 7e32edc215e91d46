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
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lookups give the ids and rows that Keras' layers gave when src/test/python/record_lookups.py ran.
 */
class LookupsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Stream<JsonNode> records(String kind) throws IOException {
    try (InputStream file = LookupsTest.class.getResourceAsStream("/keras/lookups.json")) {
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

  private static StringLookup stringLookup(JsonNode options) {
    StringLookup lookup = with(Braid.stringLookup(), options);
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
  void should_look_texts_up_as_keras_does(JsonNode record) {
    StringLookup lookup = stringLookup(record.get("options"));
    lookup.adapt(read(record.get("data"), String[].class));
    assertThat(lookup.vocabulary()).containsExactly(read(record.get("vocabulary"), String[].class));
    String[] single = read(record.get("single"), String[].class);
    assertThat(lookup.ids(single)).containsExactly(read(record.get("ids"), int[].class));
    assertThat(lookup.inverse(read(record.get("asked"), int[].class)))
        .containsExactly(read(record.get("inverse"), String[].class));
    close(lookup.oneHot(single), record.get("oneHot"));

    String[][] samples = read(record.get("samples"), String[][].class);
    StringLookup learnt = stringLookup(record.get("options")).adapt(samples);
    close(learnt.multiHot(samples), record.get("multi_hot"));
    close(learnt.counts(samples), record.get("count"));
    close(learnt.tfIdf(samples), record.get("tf_idf"));
  }

  @ParameterizedTest
  @MethodSource("integers")
  void should_look_numbers_up_as_keras_does(JsonNode record) {
    IntegerLookup lookup = integerLookup(record.get("options"));
    lookup.adapt(read(record.get("data"), long[].class));
    assertThat(lookup.vocabulary()).containsExactly(read(record.get("vocabulary"), Long[].class));
    long[] single = read(record.get("single"), long[].class);
    assertThat(lookup.ids(single)).containsExactly(read(record.get("ids"), int[].class));
    assertThat(lookup.inverse(read(record.get("asked"), int[].class)))
        .containsExactly(read(record.get("inverse"), long[].class));
    close(lookup.oneHot(single), record.get("oneHot"));

    int[][] samples = read(record.get("samples"), int[][].class);
    IntegerLookup learnt = integerLookup(record.get("options")).adapt(samples);
    close(learnt.multiHot(samples), record.get("multi_hot"));
    close(learnt.counts(samples), record.get("count"));
    close(learnt.tfIdf(samples), record.get("tf_idf"));
  }

  @Test
  void should_take_a_vocabulary_that_is_given() {
    StringLookup lookup = Braid.stringLookup().vocabulary(List.of("a", "b"), 0.5f, 2f);
    assertThat(lookup.ids(new String[][] {{"b", "c"}, {"a"}}))
        .isDeepEqualTo(new int[][] {{2, 0}, {1}});
    assertThat(lookup.tfIdf(new String[][] {{"b", "b", "c"}}))
        .isDeepEqualTo(new float[][] {{1.25f, 0, 4}});
    assertThat(Braid.integerLookup().vocabulary(7, 5).ids(5, 7, 6)).containsExactly(2, 1, 0);
  }

  private static void refused(ThrowingCallable call, String line) {
    assertThatThrownBy(call).isInstanceOf(StructureException.class).hasMessageContaining(line);
  }

  @Test
  void should_refuse_what_makes_no_sense() {
    refused(
        () -> Braid.stringLookup().maxTokens(1),
        "[layer-option]  \"maxTokens\": expected a number above 1, received 1.");
    refused(
        () -> Braid.stringLookup().numOovIndices(-1),
        "[layer-option]  \"numOovIndices\": expected a number from 0, received -1.");
    refused(
        () -> Braid.stringLookup().padToMaxTokens(true),
        "[layer-option]  \"padToMaxTokens\": expected maxTokens to be set before, received none.");
    refused(
        () -> Braid.integerLookup().vocabulary(3, 3),
        "[layer-option]  \"vocabulary\": expected each token once, received 3 twice.");
    refused(
        () -> Braid.stringLookup().maskToken("").vocabulary(List.of("a", "")),
        "[layer-option]  \"vocabulary\": expected no mask token, received \"\".");
    refused(
        () -> Braid.stringLookup().maxTokens(2).vocabulary(List.of("a", "b")),
        "[layer-option]  \"vocabulary\": expected at most 2 ids, received 3.");
    refused(
        () -> Braid.stringLookup().vocabulary(List.of("a"), 1, 2),
        "[layer-option]  \"idfWeights\": expected 1 numbers, one for each token, received 2.");
    refused(
        () -> Braid.stringLookup().numOovIndices(0).adapt("a").ids("b"),
        "[id-range]  \"tokens\": expected tokens of the vocabulary, received \"b\"."
            + " numOovIndices(1) gives unknown ones an id.");
    refused(
        () -> Braid.stringLookup().oneHot("b"),
        "[layer-option]  \"vocabulary\": expected tokens, as rows are as long as the vocabulary,"
            + " received none. Call adapt(…) or vocabulary(…) first.");
    refused(
        () -> Braid.stringLookup().vocabulary(List.of("a")).tfIdf(new String[][] {{"a"}}),
        "Call adapt(…) first: a vocabulary that is set doesn't say how rare tokens are.");
  }

  @Test
  void should_read_rows_of_whole_numbers_of_any_type() {
    IntegerLookup lookup = Braid.integerLookup().adapt(4, 4, 9);
    long[][] longs = {{4, 9}};
    int[][] ints = {{4, 9}};
    assertThat(Arrays.deepEquals(lookup.ids(longs), lookup.ids(ints))).isTrue();
    assertThat(lookup.multiHot(longs)).isDeepEqualTo(lookup.multiHot(ints));
    assertThat(lookup.oneHot(9)).isDeepEqualTo(new float[][] {{0, 0, 1}});
  }
}
