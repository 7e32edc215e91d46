package dev.braid.saving.onnx;

import dev.braid.saving.protobuf.Protobuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** A graph in ONNX's protobuf messages; the numbers are those of onnx.proto. */
final class OnnxMessages {
  /** The newest form that runtimes of the last years all read. */
  private static final long IR_VERSION = 8;

  private static final long OPERATORS = 17;

  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int GRAPH = 5;
  private static final int INTS = 7;
  private static final int STRINGS = 8;

  private OnnxMessages() {}

  static Protobuf model(Graph graph, String name, String version) {
    return new Protobuf()
        .whole(1, IR_VERSION)
        .text(2, "Braid")
        .text(3, version)
        .message(7, graph(graph, name))
        .message(8, new Protobuf().text(1, "").whole(2, OPERATORS));
  }

  private static Protobuf graph(Graph graph, String name) {
    Protobuf message = new Protobuf();
    graph.nodes().forEach(node -> message.message(1, node(node)));
    message.text(2, name);
    if (!graph.isBody()) {
      graph.constants().forEach(constant -> message.message(5, tensor(constant)));
    }
    graph.inputs().forEach(input -> message.message(11, value(input, graph)));
    graph.outputs().forEach(output -> message.message(12, value(output, graph)));
    return message;
  }

  private static Protobuf node(Node node) {
    Protobuf message = new Protobuf();
    // inputs that are left out behind all others need not be named
    int last = node.inputs().size();
    while (last > 0 && node.inputs().get(last - 1) == null) {
      last--;
    }
    node.inputs()
        .subList(0, last)
        .forEach(input -> message.text(1, input == null ? "" : input.name()));
    node.outputs().forEach(output -> message.text(2, output.name()));
    message.text(3, node.name()).text(4, node.operator());
    for (Map.Entry<String, Object> attribute : node.attributes().entrySet()) {
      message.message(5, attribute(attribute.getKey(), attribute.getValue()));
    }
    return message;
  }

  private static Protobuf attribute(String name, Object value) {
    Protobuf message = new Protobuf().text(1, name);
    if (value instanceof Float number) {
      return message.single(2, number).whole(20, FLOAT);
    }
    if (value instanceof Long number) {
      return message.whole(3, number).whole(20, INT);
    }
    if (value instanceof String text) {
      return message.text(4, text).whole(20, STRING);
    }
    if (value instanceof Graph body) {
      return message.message(6, graph(body, name)).whole(20, GRAPH);
    }
    if (value instanceof long[] numbers) {
      for (long number : numbers) {
        message.whole(8, number);
      }
      return message.whole(20, INTS);
    }
    ((List<?>) value).forEach(text -> message.text(9, (String) text));
    return message.whole(20, STRINGS);
  }

  private static Protobuf tensor(Constant constant) {
    Protobuf message = new Protobuf();
    for (long size : constant.value().shape()) {
      message.whole(1, size);
    }
    return message
        .whole(2, constant.value().type().number())
        .text(8, constant.value().name())
        .bytes(9, raw(constant));
  }

  private static byte[] raw(Constant constant) {
    ByteBuffer raw =
        ByteBuffer.allocate(Math.toIntExact(constant.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    if (constant.values() instanceof float[] floats) {
      raw.asFloatBuffer().put(floats);
    } else {
      raw.asLongBuffer().put((long[]) constant.values());
    }
    return raw.array();
  }

  /** Name, type and shape; the model's batch axis, and what may vary in its inputs, have names. */
  private static Protobuf value(OnnxValue value, Graph graph) {
    Protobuf shape = new Protobuf();
    long[] sizes = value.shape();
    for (int axis = 0; axis < sizes.length; axis++) {
      Protobuf size = new Protobuf();
      if (sizes[axis] >= 0) {
        size.whole(1, sizes[axis]);
      } else if (!graph.isBody() && axis == 0) {
        size.text(2, "batch");
      } else if (!graph.isBody() && graph.inputs().contains(value)) {
        size.text(2, value.name() + "_" + axis);
      }
      shape.message(1, size);
    }
    Protobuf tensor = new Protobuf().whole(1, value.type().number()).message(2, shape);
    return new Protobuf().text(1, value.name()).message(2, new Protobuf().message(1, tensor));
  }
}
