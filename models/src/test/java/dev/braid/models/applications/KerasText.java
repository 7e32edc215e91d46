package dev.braid.models.applications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The layers of a model as text, one a line, as record_applications.py writes those of Keras. */
final class KerasText {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Options that only choose how Keras stores or computes a layer. */
  private static final Set<String> SKIPPED =
      Set.of(
          "name",
          "trainable",
          "dtype",
          "seed",
          "sparse",
          "ragged",
          "synchronized",
          "quantization_config",
          "input_axes",
          "output_axes",
          "optional",
          "data_format");

  /** Options that Braid lacks, with the only value that it supports. */
  private static final Map<String, String> ONLY =
      Map.of(
          "renorm", "false",
          "renorm_clipping", "null",
          "renorm_momentum", hex(0.99),
          "autocast", "true",
          "lora_rank", "null");

  private KerasText() {}

  static List<String> lines(Model model) {
    JsonNode layers;
    try {
      layers = JSON.readTree(model.toJson()).get("config").get("layers");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode layer : layers) {
      List<String> inputs = new ArrayList<>();
      for (JsonNode node : layer.get("inbound_nodes")) {
        inputs.add("[" + text(node.get("args")) + "," + arguments(node.get("kwargs")) + "]");
      }
      JsonNode options = layer.get("config");
      // The only nested models are Sequential ones of two layers in Keras
      boolean isModel = layer.get("class_name").asText().equals("Functional");
      lines.add(
          String.join(
              " ",
              isModel ? "Sequential" : layer.get("class_name").asText(),
              options.get("name").asText(),
              isModel ? inner(options) : text(options),
              "[" + String.join(",", inputs) + "]"));
    }
    return lines;
  }

  private static String inner(JsonNode model) {
    List<String> layers = new ArrayList<>();
    for (JsonNode layer : model.get("layers")) {
      String className = layer.get("class_name").asText();
      String name = layer.get("config").get("name").asText();
      if (!className.equals("InputLayer")) {
        layers.add("[" + className + "," + name + "," + text(layer.get("config")) + "]");
      }
    }
    return "{layers=[" + String.join(",", layers) + "]}";
  }

  private static String arguments(JsonNode kwargs) {
    Map<String, String> texts = new TreeMap<>();
    kwargs
        .fields()
        .forEachRemaining(
            entry -> {
              if (!entry.getValue().isNull()) {
                texts.put(entry.getKey(), text(entry.getValue()));
              }
            });
    return braces(texts);
  }

  private static String braces(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String text(JsonNode value) {
    if (value.isObject() && value.has("class_name") && value.has("config")) {
      JsonNode history = value.get("config").get("keras_history");
      return history == null
          ? value.get("class_name").asText() + text(value.get("config"))
          : StreamSupport.stream(history.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(":"));
    }
    if (value.isObject()) {
      Map<String, String> texts = new TreeMap<>();
      value
          .fields()
          .forEachRemaining(
              entry -> {
                String text = text(entry.getValue());
                if (!SKIPPED.contains(entry.getKey()) && !text.equals(ONLY.get(entry.getKey()))) {
                  texts.put(entry.getKey(), text);
                }
              });
      return braces(texts);
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(KerasText::text)
          .collect(Collectors.joining(",", "[", "]"));
    }
    return value.isNumber() ? number(value.asDouble()) : value.asText();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : hex(value);
  }

  private static String hex(double value) {
    return String.format(Locale.ROOT, "%016x", Double.doubleToLongBits(value));
  }
}
