package dev.braid.internal.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.config.Config;
import dev.braid.config.Configured;
import java.util.Map;

/** Converts configurations to and from JSON. */
public final class ConfigJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ConfigJson() {}

  /** Keras' serialized object as text. */
  public static String write(Configured object) {
    return write(Config.object(object));
  }

  public static String write(Map<String, ?> map) {
    try {
      return JSON.writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + map, e);
    }
  }

  public static Config read(String json) {
    try {
      return Config.fromMap(JSON.readValue(json, Map.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
