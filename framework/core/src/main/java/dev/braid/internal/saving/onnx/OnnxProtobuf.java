package dev.braid.internal.saving.onnx;

import dev.braid.internal.protobuf.ProtobufMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** Converts a graph to ONNX's protobuf messages; the field numbers are those of onnx.proto. */
final class OnnxProtobuf {
  /** The newest version that all runtimes of the last years support. */
  private static final long IR_VERSION = 8;

  private static final long OPERATORS = 17;

  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int GRAPH = 5;
  private static final int INTS = 7;
  private static final int STRINGS = 8;

  private OnnxProtobuf() {}

  static ProtobufMessage model(OnnxGraph graph, String name, String version) {
    return new ProtobufMessage()
        .int64(1, IR_VERSION)
        .text(2, "Braid")
        .text(3, version)
        .message(7, graph(graph, name))
        .message(8, new ProtobufMessage().text(1, "").int64(2, OPERATORS));
  }

  private static ProtobufMessage graph(OnnxGraph graph, String name) {
    ProtobufMessage message = new ProtobufMessage();
    graph.nodes().forEach(node -> message.message(1, node(node)));
    message.text(2, name);
    if (!graph.isBody()) {
      graph.constants().forEach(constant -> message.message(5, tensor(constant)));
    }
    graph.inputs().forEach(input -> message.message(11, value(input, graph)));
    graph.outputs().forEach(output -> message.message(12, value(output, graph)));
    return message;
  }

  private static ProtobufMessage node(OnnxNode node) {
    ProtobufMessage message = new ProtobufMessage();
    // trailing inputs that are omitted need no name
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

  private static ProtobufMessage attribute(String name, Object value) {
    ProtobufMessage message = new ProtobufMessage().text(1, name);
    if (value instanceof Float number) {
      return message.float32(2, number).int64(20, FLOAT);
    }
    if (value instanceof Long number) {
      return message.int64(3, number).int64(20, INT);
    }
    if (value instanceof String text) {
      return message.text(4, text).int64(20, STRING);
    }
    if (value instanceof OnnxGraph body) {
      return message.message(6, graph(body, name)).int64(20, GRAPH);
    }
    if (value instanceof long[] numbers) {
      for (long number : numbers) {
        message.int64(8, number);
      }
      return message.int64(20, INTS);
    }
    ((List<?>) value).forEach(text -> message.text(9, (String) text));
    return message.int64(20, STRINGS);
  }

  private static ProtobufMessage tensor(OnnxConstant constant) {
    ProtobufMessage message = new ProtobufMessage();
    for (long size : constant.value().shape()) {
      message.int64(1, size);
    }
    return message
        .int64(2, constant.value().type().number())
        .text(8, constant.value().name())
        .bytes(9, raw(constant));
  }

  private static byte[] raw(OnnxConstant constant) {
    ByteBuffer raw =
        ByteBuffer.allocate(Math.toIntExact(constant.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    if (constant.values() instanceof float[] floats) {
      raw.asFloatBuffer().put(floats);
    } else {
      raw.asLongBuffer().put((long[]) constant.values());
    }
    return raw.array();
  }

  /**
   * Converts a value to name, type and shape; the batch axis and open sizes of inputs have names.
   */
  private static ProtobufMessage value(OnnxValue value, OnnxGraph graph) {
    ProtobufMessage shape = new ProtobufMessage();
    long[] sizes = value.shape();
    for (int axis = 0; axis < sizes.length; axis++) {
      ProtobufMessage size = new ProtobufMessage();
      if (sizes[axis] >= 0) {
        size.int64(1, sizes[axis]);
      } else if (!graph.isBody() && axis == 0) {
        size.text(2, "batch");
      } else if (!graph.isBody() && graph.inputs().contains(value)) {
        size.text(2, value.name() + "_" + axis);
      }
      shape.message(1, size);
    }
    ProtobufMessage tensor =
        new ProtobufMessage().int64(1, value.type().number()).message(2, shape);
    return new ProtobufMessage()
        .text(1, value.name())
        .message(2, new ProtobufMessage().message(1, tensor));
  }
}
