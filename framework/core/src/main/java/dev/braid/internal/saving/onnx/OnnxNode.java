package dev.braid.internal.saving.onnx;

import java.util.List;
import java.util.Map;

/**
 * A node of an ONNX graph: one application of an operator.
 *
 * @param inputs the inputs; null for an omitted one
 * @param attributes integers as Long or long[], other numbers as Float, strings as String or a list
 *     of them, bodies of loops as OnnxGraph
 */
record OnnxNode(
    String operator,
    String name,
    List<OnnxValue> inputs,
    List<OnnxValue> outputs,
    Map<String, Object> attributes) {}
