package dev.braid.internal.engine.gradients;

import static dev.braid.Braid.*;
import static dev.braid.internal.engine.gradients.LayerCase.row;
import static dev.braid.internal.engine.gradients.LayerCase.shape;

import dev.braid.layers.core.Lambda;
import java.util.List;

/** Rows for dev.braid.layers.core. */
final class CoreCases {
  private CoreCases() {}

  private static Lambda cubes() {
    return lambda(
        "cube", x -> x.mul(x).mul(x), (x, y, gradient) -> x.mul(x).muli(3).muli(gradient));
  }

  static List<LayerCase> rows() {
    return List.of(
        row("dense", () -> dense(3), shape(4)),
        row("dense on sequences", () -> dense(3, TANH), shape(2, 4)).withMask(),
        row("dense without bias", () -> dense(3, SIGMOID).useBias(false), shape(4)),
        row("dense softmax", () -> dense(3, SOFTMAX), shape(4)),
        row("lambda", () -> lambda("double", x -> x.multiply(2)), shape(3)),
        row("lambda twice its input", () -> lambda("square", x -> x.multiply(x)), shape(3, 2)),
        row(
                "lambda of sums",
                () -> sameDiffLambda("sums", x -> x.mul(x).sum(true, -1)),
                shape(3, 2))
            .withMask(),
        row(
            "lambda of means",
            () -> sameDiffLambda("mean", x -> x.mul(x).mean(true, -1)),
            shape(3, 2)),
        row("lambda of maxima", () -> sameDiffLambda("max", x -> x.max(-2)), shape(3, 2)),
        row("lambda of norms", () -> sameDiffLambda("norm", x -> x.norm2(true, -1)), shape(3, 2)),
        row(
            "lambda of products",
            () -> lambda("mm", (a, b) -> a.matmul(b)),
            shape(3, 2),
            shape(2, 3)),
        row("lambda that changes nothing", () -> lambda("same", x -> x), shape(3)),
        row(
            "lambda of two",
            () -> lambda("mix", (a, b) -> a.multiply(b).add(a)),
            shape(3),
            shape(3)),
        row(
            "lambda of all",
            () -> lambdaOfAll("sum", all -> all.get(0).add(all.get(1)).multiply(all.get(2))),
            shape(3),
            shape(3),
            shape(1)),
        row("lambda of arrays", CoreCases::cubes, shape(3, 2)),
        row("custom", Bilinear::new, shape(3, 2)).withMask(),
        row("identity", () -> identity(), shape(3, 2)).withMask(),
        row("masking", () -> masking(9), shape(3, 2)),
        row("dense relu", () -> dense(5, RELU), shape(4)));
  }
}
