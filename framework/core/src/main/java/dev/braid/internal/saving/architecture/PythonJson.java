package dev.braid.internal.saving.architecture;

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

/** Reads JSON as Python writes it, with size limits, and writes it. */
public final class PythonJson {
  /** The maximum depth: enough for sixty nested models, and small enough for any call stack. */
  private static final int DEPTH = 200;

  private static final JsonMapper MAPPER = mapper(LoadLimits.defaults());

  /** Jackson's description of the source of a text, which is unknown here. */
  private static final Pattern LOCATION = Pattern.compile(" \\(start marker at \\[.*?\\]\\)");

  private PythonJson() {}

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
   * @param file the name of the text in messages
   * @param limits the limits on its size
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
        throw FileFormatException.damaged(file, "expected a JSON object, received null");
      }
      ConfigSizeCheck.check(map, limits, file);
      return map;
    } catch (StreamConstraintsException e) {
      throw exceeded(e, file, limits);
    } catch (JsonProcessingException e) {
      String reason = LOCATION.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
      String shortened = reason.length() > 200 ? reason.substring(0, 200) + "…" : reason;
      throw FileFormatException.damaged(file, "it is not valid JSON (" + shortened + ")", e);
    }
  }

  private static FileFormatException exceeded(
      StreamConstraintsException e, String file, LoadLimits limits) {
    String message = String.valueOf(e.getOriginalMessage());
    if (message.startsWith("Token count")) {
      return LoadLimits.exceeded(
          file, "more than " + limits.configTokens() + " JSON tokens", "configTokens");
    }
    if (message.startsWith("String") || message.startsWith("Name")) {
      return LoadLimits.exceeded(
          file, "a string of more than " + limits.textLength() + " characters", "textLength");
    }
    String what =
        message.startsWith("Number") ? "a number with too many digits" : "lists or objects";
    return new FileFormatException(
        file,
        "has " + what + (message.startsWith("Number") ? "" : " nested deeper than " + DEPTH),
        "Save the model again: no layer requires this.",
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
