package dev.braid.internal.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Braid;
import dev.braid.Layer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.core.InputLayer;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every layer computes something, in its own class. */
class LayerCallsTest {
  /** What Braid's factory methods make. */
  private static List<Class<?>> made() {
    return Arrays.stream(Braid.class.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()))
        .<Class<?>>map(Method::getReturnType)
        .filter(Layer.class::isAssignableFrom)
        .filter(type -> type != InputLayer.class)
        .distinct()
        .toList();
  }

  private static boolean hasCall(Class<?> type) {
    return Stream.of("call", "callAll").anyMatch(name -> declares(type, name));
  }

  private static boolean declares(Class<?> type, String name) {
    try {
      return type.getMethod(name, LayerCall.class, List.class).getDeclaringClass() != Layer.class;
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void should_find_a_call_in_every_layer_that_braid_makes() {
    assertThat(made()).hasSizeGreaterThan(80).allMatch(LayerCallsTest::hasCall, "has a call");
  }
}
