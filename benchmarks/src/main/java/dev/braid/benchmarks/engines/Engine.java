package dev.braid.benchmarks.engines;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What is measured. */
public enum Engine {
  BRAID("braid", "Braid", Host.JAVA, "predict"),
  DL4J("dl4j", "raw DL4J", Host.JAVA, "output"),
  DJL("djl", "PyTorch by DJL", Host.JAVA, "evaluate"),
  PYTORCH("pytorch", "PyTorch", Host.PYTHON, "call"),
  PYTORCH_COMPILE("pytorch-compile", "PyTorch compiled", Host.PYTHON, "call"),
  KERAS_TENSORFLOW("keras-tensorflow", "Keras on TensorFlow", Host.PYTHON, "predict", "call"),
  KERAS_JAX("keras-jax", "Keras on JAX", Host.PYTHON, "predict", "call");

  /** What an engine's process runs in. */
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

  /** As on the command line. */
  public String id() {
    return id;
  }

  /** As in the table. */
  public String title() {
    return title;
  }

  public Host host() {
    return host;
  }

  /** The ways to predict with it. */
  public List<String> ways() {
    return ways;
  }

  /** The one of that id. */
  public static Engine of(String id) {
    return Arrays.stream(values())
        .filter(e -> e.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no engine \""
                        + id
                        + "\"; there are " + Arrays.stream(values())
                            .map(Engine::id)
                            .collect(Collectors.joining(", "))));
  }
}
