package dev.braid.benchmarks.engines;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The measured engines. */
public enum Engine {
  BRAID("braid", "Braid", Host.JAVA, "predict"),
  DL4J("dl4j", "raw DL4J", Host.JAVA, "output"),
  DJL("djl", "PyTorch by DJL", Host.JAVA, "evaluate"),
  PYTORCH("pytorch", "PyTorch", Host.PYTHON, "call"),
  PYTORCH_COMPILE("pytorch-compile", "PyTorch compiled", Host.PYTHON, "call"),
  KERAS_TENSORFLOW("keras-tensorflow", "Keras on TensorFlow", Host.PYTHON, "predict", "call"),
  KERAS_JAX("keras-jax", "Keras on JAX", Host.PYTHON, "predict", "call");

  /** The runtime of an engine's process. */
  public enum Host {
    JAVA,
    PYTHON
  }

  private final String id;
  private final String title;
  private final Host host;
  private final List<String> ways;

  Engine(String id, String title, Host host, String... ways) {
    this.id = id;
    this.title = title;
    this.host = host;
    this.ways = List.of(ways);
  }

  /** The name on the command line. */
  public String id() {
    return id;
  }

  /** The name in the table. */
  public String title() {
    return title;
  }

  public Host host() {
    return host;
  }

  /** The ways of prediction. */
  public List<String> ways() {
    return ways;
  }

  /** The engine with an id. */
  public static Engine of(String id) {
    return Arrays.stream(values())
        .filter(e -> e.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown engine \""
                        + id
                        + "\"; expected one of "
                        + Arrays.stream(values())
                            .map(Engine::id)
                            .collect(Collectors.joining(", "))));
  }
}
