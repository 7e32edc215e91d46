package dev.braid.saving.architecture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.LoadLimits;
import java.util.Map;
import java.util.regex.Pattern;

/** JSON as Python writes it, read with bounds. */
public final class JsonText {
  /** Deep enough for sixty models inside each other, and shallow enough for any stack. */
  private static final int DEPTH = 200;

  private static final JsonMapper MAPPER = mapper(LoadLimits.defaults());

  /** What Jackson says about where a text came from, which it does not know here. */
  private static final Pattern PLACE = Pattern.compile(" \\(start marker at \\[.*?\\]\\)");

  private JsonText() {}

  private static JsonMapper mapper(LoadLimits limits) {
    return JsonMapper.builder(
            JsonFactory.builder()
                .streamReadConstraints(
                    StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH)
                        .maxNumberLength(400)
                        .maxStringLength(limits.textLength())
                        .maxNameLength(limits.textLength())
                        .maxTokenCount(limits.configTokens())
                        .build())
                .build())
        // Python's json has NaN and Infinity, which standard JSON lacks
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /**
   * Reads an object that describes a model.
   *
   * @param file what to call the text in messages
   * @param limits how much it may ask for
   */
  public static Map<?, ?> read(String json, String file, LoadLimits limits)
      throws FileFormatException {
    if (json.length() > limits.configBytes()) {
      throw LoadLimits.exceeded(
          file, "more than " + limits.configBytes() + " characters", "configBytes");
    }
    JsonMapper mapper = limits.equals(LoadLimits.defaults()) ? MAPPER : mapper(limits);
    try {
      Map<?, ?> map = mapper.readValue(json, Map.class);
      if (map == null) {
        throw FileFormatException.damaged(file, "it should be a JSON object, and is null");
      }
      ConfigLimits.check(map, limits, file);
      return map;
    } catch (StreamConstraintsException e) {
      throw exceeded(e, file, limits);
    } catch (JsonProcessingException e) {
      String reason = PLACE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
      String told = reason.length() > 200 ? reason.substring(0, 200) + "…" : reason;
      throw FileFormatException.damaged(file, "it is no readable JSON (" + told + ")", e);
    }
  }

  private static FileFormatException exceeded(
      StreamConstraintsException e, String file, LoadLimits limits) {
    String told = String.valueOf(e.getOriginalMessage());
    if (told.startsWith("Token count")) {
      return LoadLimits.exceeded(
          file, "more than " + limits.configTokens() + " JSON tokens", "configTokens");
    }
    if (told.startsWith("String") || told.startsWith("Name")) {
      return LoadLimits.exceeded(
          file, "a text of more than " + limits.textLength() + " characters", "textLength");
    }
    String what = told.startsWith("Number") ? "a number of too many digits" : "lists or objects";
    return new FileFormatException(
        file,
        "has " + what + (told.startsWith("Number") ? "" : " nested deeper than " + DEPTH),
        "No layer needs it: save the model again.",
        e);
  }

  public static String write(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }
}
