package dev.braid.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An operation with Keras' name, its operands and options, and its formula.
 *
 * <p>Operands are arguments of the call, including tensors. Options belong to a node of a graph and
 * are known when it is built.
 */
public final class Operation {
  private final String className;
  private final String module;
  private final List<String> operands;
  private final Map<String, @Nullable Object> options;
  private final Function<Arguments, List<Value>> formula;

  private Operation(
      String className,
      String module,
      List<String> operands,
      Map<String, @Nullable Object> options,
      Function<Arguments, List<Value>> formula) {
    this.className = className;
    this.module = module;
    this.operands = List.copyOf(operands);
    this.options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    this.formula = formula;
  }

  /** Builds an operation. */
  static final class Builder {
    private final String className;
    private final String module;
    private final List<String> operands = new ArrayList<>();
    private final Map<String, @Nullable Object> options = new LinkedHashMap<>();
    private final Consumer<Operation> table;

    Builder(String className, String module, Consumer<Operation> table) {
      this.className = className;
      this.module = module;
      this.table = table;
    }

    /** Sets the arguments of the call, in order. */
    Builder operands(String... names) {
      operands.addAll(List.of(names));
      return this;
    }

    /** Adds an option and its default, which may be null. */
    Builder option(String name, @Nullable Object preset) {
      options.put(name, preset);
      return this;
    }

    /** Builds an operation with one result. */
    Operation computes(Function<Arguments, Value> formula) {
      return computesAll(arguments -> List.of(formula.apply(arguments)));
    }

    /** Builds an operation with several results. */
    Operation computesAll(Function<Arguments, List<Value>> formula) {
      Operation operation = new Operation(className, module, operands, options, formula);
      table.accept(operation);
      return operation;
    }
  }

  /** The name of its class in Keras, such as {@code GetItem}. */
  public String className() {
    return className;
  }

  /** The module of its class in Keras. */
  public String module() {
    return "keras.src.ops." + module;
  }

  /** The names of the call's arguments. */
  public List<String> operands() {
    return operands;
  }

  /** Whether the call takes any number of operands, which are kept as one list. */
  public boolean isVariadic() {
    return operands.get(0).startsWith("*");
  }

  /** The names of options and their defaults, in Keras' order. */
  public Map<String, @Nullable Object> options() {
    return options;
  }

  /** The arguments of a call: operands in order, and options with their defaults. */
  public Arguments on(@Nullable Object... given) {
    return new Arguments(this, Arrays.asList(given), options);
  }

  /** Computes the results for values. */
  List<Value> compute(Arguments arguments) {
    return formula.apply(arguments);
  }

  /** Its name in Keras, such as {@code get_item}. */
  @Override
  public String toString() {
    return className
        .replaceAll("(.)([A-Z][a-z0-9]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
