package dev.braid.saving.onnx;

import java.util.List;
import java.util.Map;

/**
 * One use of an operator.
 *
 * @param inputs null for one that is left out
 * @param attributes whole numbers as Long or long[], others as Float, texts as String or a list of
 *     them, bodies of loops as Graph
 */
record Node(
    String operator,
    String name,
    List<OnnxValue> inputs,
    List<OnnxValue> outputs,
    Map<String, Object> attributes) {}
