package dev.braid.saving.architecture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.braid.saving.FileFormatException;
import java.util.Map;
import java.util.regex.Pattern;

/** JSON as Python writes it, read with bounds. */
public final class JsonText {
  /** Deep enough for sixty models inside each other, and shallow enough for any stack. */
  private static final int DEPTH = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxNumberLength(400)
                          .build())
                  .build())
          // Python's json has NaN and Infinity, which standard JSON lacks
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What Jackson says about where a text came from, which it does not know here. */
  private static final Pattern PLACE = Pattern.compile(" \\(start marker at \\[.*?\\]\\)");

  private JsonText() {}

  /**
   * Reads an object.
   *
   * @param file what to call the text in messages
   */
  public static Map<?, ?> read(String json, String file) throws FileFormatException {
    try {
      Map<?, ?> map = MAPPER.readValue(json, Map.class);
      if (map == null) {
        throw FileFormatException.damaged(file, "it should be a JSON object, and is null");
      }
      return map;
    } catch (JsonProcessingException e) {
      String reason = PLACE.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
      String told = reason.length() > 200 ? reason.substring(0, 200) + "…" : reason;
      throw FileFormatException.damaged(file, "it is no readable JSON (" + told + ")", e);
    }
  }

  public static String write(Map<String, ?> object) {
    try {
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON", e);
    }
  }
}
