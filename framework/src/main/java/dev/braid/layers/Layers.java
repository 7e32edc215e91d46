package dev.braid.layers;

import dev.braid.Layer;
import dev.braid.config.Config;
import dev.braid.layers.core.Dense;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.core.InputLayer;
import dev.braid.layers.core.Masking;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.GRU;
import dev.braid.layers.rnn.GRUCell;
import dev.braid.layers.rnn.LSTM;
import dev.braid.layers.rnn.LSTMCell;
import dev.braid.layers.rnn.RNN;
import dev.braid.layers.rnn.SimpleRNN;
import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.layers.rnn.StackedRNNCells;
import dev.braid.layers.rnn.TimeDistributed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The table of all layers by Keras' class name: adding a layer adds a row. */
public final class Layers {
  private static final Map<String, Function<Config, BaseLayer<?>>> TABLE = new LinkedHashMap<>();

  static {
    row("InputLayer", InputLayer::read);
    row("Dense", Dense::read);
    row("Masking", Masking::read);
    recurrent();
  }

  private Layers() {}

  private static void recurrent() {
    row("Embedding", Embedding::read);
    row("SimpleRNN", SimpleRNN::read);
    row("LSTM", LSTM::read);
    row("GRU", GRU::read);
    row("RNN", RNN::read);
    row("SimpleRNNCell", SimpleRNNCell::read);
    row("LSTMCell", LSTMCell::read);
    row("GRUCell", GRUCell::read);
    row("StackedRNNCells", StackedRNNCells::read);
    row("Bidirectional", Bidirectional::read);
    row("TimeDistributed", TimeDistributed::read);
  }

  private static void row(String className, Function<Config, BaseLayer<?>> reader) {
    TABLE.put(className, reader);
  }

  public static Set<String> classNames() {
    return Set.copyOf(TABLE.keySet());
  }

  /** Makes a layer from Keras' object: its class name and configuration. */
  public static Layer read(Config object) {
    String className = object.text("class_name", "");
    Function<Config, BaseLayer<?>> reader = TABLE.get(className);
    if (reader == null) {
      throw new IllegalArgumentException("no layer is called " + className);
    }
    Config config = object.nested("config").orElseGet(Config::new);
    BaseLayer<?> layer = reader.apply(config);
    String name = config.text("name", null);
    if (name != null) {
      layer = layer.name(name);
    }
    return config.flag("trainable", true) ? layer : layer.trainable(false);
  }
}
