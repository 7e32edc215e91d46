package dev.braid.optimizers;

import dev.braid.Optimizer;
import dev.braid.Problem;
import dev.braid.Schedule;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.internal.text.SnakeCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Trains weights with different optimizers, by their paths.
 *
 * <p>{@code new MultiOptimizer(adam(1e-3)).use("encoder/.*", sgd(1e-2))} trains the layer {@code
 * encoder} with SGD and all others with Adam.
 */
public final class MultiOptimizer extends WrappingOptimizer {
  private final Optimizer byDefault;
  private final Map<String, Optimizer> byPath;
  private final @Nullable Double lossScaleFactor;

  /**
   * An optimizer for all weights, to which others are added.
   *
   * @param byDefault updates the weights that no expression matches
   */
  public MultiOptimizer(Optimizer byDefault) {
    this(byDefault, Map.of(), null);
  }

  private MultiOptimizer(
      Optimizer byDefault, Map<String, Optimizer> byPath, @Nullable Double lossScaleFactor) {
    this.lossScaleFactor = lossScaleFactor;
    this.byDefault = scaled(withRule(Objects.requireNonNull(byDefault, "byDefault")));
    this.byPath = new LinkedHashMap<>();
    byPath.forEach((path, optimizer) -> this.byPath.put(path, scaled(optimizer)));
  }

  static MultiOptimizer read(Config config) {
    Config map =
        config.nested("optimizer_map").flatMap(m -> m.nested("config")).orElseGet(Config::new);
    Config paths = map.nested("optimizer_map").orElseGet(Config::new);
    MultiOptimizer read =
        new MultiOptimizer(
            map.read("default_optimizer", Optimizer.class),
            Map.of(),
            config.get("loss_scale_factor") == null
                ? null
                : (Double) config.number("loss_scale_factor", 1));
    for (String path : paths.map().keySet()) {
      read = read.use(path, paths.read(path, Optimizer.class));
    }
    return read;
  }

  /**
   * Uses an optimizer for some weights.
   *
   * @param path a path such as {@code encoder/dense/kernel}, or a regular expression that matches
   *     whole paths, such as {@code encoder/.*}
   */
  public MultiOptimizer use(String path, Optimizer optimizer) {
    Pattern.compile(path);
    Map<String, Optimizer> all = new LinkedHashMap<>(byPath);
    if (all.put(path, withRule(optimizer)) != null) {
      throw refused("use", "an optimizer for each expression", "two for \"" + path + '"');
    }
    return new MultiOptimizer(byDefault, all, lossScaleFactor);
  }

  /** Keras passes the factor on. */
  private Optimizer scaled(Optimizer optimizer) {
    return lossScaleFactor == null ? optimizer : optimizer.lossScaleFactor(lossScaleFactor);
  }

  private Optimizer withRule(Optimizer optimizer) {
    if (!optimizer.inner().isEmpty()) {
      throw refused("inner", "an optimizer with a rule", optimizer.className());
    }
    return optimizer;
  }

  /** The optimizers in Keras' order: those for paths, then the default. */
  @Override
  public List<Optimizer> inner() {
    List<Optimizer> all = new ArrayList<>();
    byPath.values().forEach(optimizer -> add(all, optimizer));
    add(all, byDefault);
    return all;
  }

  /** Adds an optimizer once: used for several paths, it is one. */
  private static void add(List<Optimizer> all, Optimizer optimizer) {
    if (all.stream().noneMatch(other -> other == optimizer)) {
      all.add(optimizer);
    }
  }

  /**
   * The optimizer of a weight.
   *
   * @param paths its path, and that which begins with the name of the model
   */
  public Optimizer optimizerOf(String... paths) {
    for (String path : paths) {
      Optimizer exact = byPath.get(path);
      if (exact != null) {
        return exact;
      }
      List<String> matching = byPath.keySet().stream().filter(p -> path.matches(p)).toList();
      if (matching.size() > 1) {
        throw StructureException.of(
            "The weights have no unique optimizer",
            new Problem(
                "option",
                path,
                "one optimizer",
                "received several, for " + String.join(" and ", matching),
                "Change the expressions so that one of them matches."));
      }
      if (matching.size() == 1) {
        return Objects.requireNonNull(byPath.get(matching.get(0)));
      }
    }
    return byDefault;
  }

  /** The rate of the default optimizer. */
  @Override
  public double learningRate(long step) {
    return byDefault.learningRate(step);
  }

  @Override
  public Optimizer learningRate(double rate) {
    throw innerOption("learningRate");
  }

  @Override
  public Optimizer learningRate(Schedule rates) {
    throw innerOption("learningRate");
  }

  @Override
  public MultiOptimizer lossScaleFactor(double factor) {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw refused("lossScaleFactor", "a number above 0", String.valueOf(factor));
    }
    return new MultiOptimizer(byDefault, byPath, factor);
  }

  @Override
  public Config config() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("default_optimizer", byDefault);
    options.put("optimizer_map", byPath);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("module", module());
    map.put("class_name", "OptimizerMap");
    map.put("config", options);
    map.put("registered_name", null);
    return new Config()
        .put("optimizer_map", map)
        .put("loss_scale_factor", lossScaleFactor)
        .put("name", SnakeCase.of(className()));
  }
}
