package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import java.util.List;

/** Rows for dev.braid.layers.attention. */
final class AttentionCases {
  private AttentionCases() {}

  static List<LayerCase> rows() {
    long[] query = shape(3, 2);
    long[] value = shape(4, 2);
    return List.of(
        row("attention", () -> attention(), query, value).withMask(),
        row("attention with key", () -> attention().useScale(true), query, shape(4, 3), value),
        row("attention concat", () -> attention().scoreMode("concat"), query, value).withMask(),
        row(
            "attention concat scale",
            () -> attention().scoreMode("concat").useScale(true),
            query,
            value),
        row("attention causal", () -> attention().causal(), query, query).withMask(),
        row("attention scores", () -> attention().returnAttentionScores(), query, value),
        row("attention dropout", () -> attention().dropout(0.3), query, value),
        row("additive attention", () -> additiveAttention(), query, value).withMask(),
        row("additive attention unscaled", () -> additiveAttention().useScale(false), query, value),
        row("multi-head", () -> multiHeadAttention(2, 2), query, value).withMask(),
        row("multi-head with key", () -> multiHeadAttention(1, 2), query, shape(4, 3), value)
            .withMask(),
        row(
            "multi-head value size",
            () -> multiHeadAttention(2, 1).valueDim(3).outputShape(2).useBias(false),
            query,
            value),
        row("multi-head causal", () -> multiHeadAttention(2, 2).causal(), query, query).withMask(),
        row("multi-head gate", () -> multiHeadAttention(2, 2).useGate(true), query, value),
        row("multi-head window", () -> multiHeadAttention(1, 2).slidingWindow(2), query, value),
        row(
                "multi-head dropout and scores",
                () -> multiHeadAttention(2, 2).dropout(0.3).returnAttentionScores(),
                query,
                value)
            .withMask(),
        row("grouped", () -> groupQueryAttention(2, 4, 2), query, shape(4, 2)).withMask(),
        row(
                "grouped causal with gate and scores",
                () ->
                    groupQueryAttention(1, 2, 1).causal().useGate(true).returnAttentionScores(true),
                query,
                query)
            .withMask(),
        row(
            "grouped window and dropout",
            () -> groupQueryAttention(2, 2, 2).slidingWindow(2).dropout(0.3),
            query,
            query),
        row(
            "multi-head over images",
            () -> multiHeadAttention(2, 2),
            shape(2, 3, 2),
            shape(1, 2, 2)),
        row(
            "multi-head along one of two axes",
            () -> multiHeadAttention(2, 1).attentionAxes(2).useGate(true).returnAttentionScores(),
            shape(2, 3, 2),
            shape(2, 2, 3)),
        row(
            "multi-head along steps of images",
            () -> multiHeadAttention(1, 2).attentionAxes(1).causal(),
            shape(3, 2, 2),
            shape(3, 2, 2)));
  }
}
