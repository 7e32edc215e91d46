package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/** Computes matrix products. */
final class MatrixProducts {
  private MatrixProducts() {}

  /** Computes a product; a matrix on the right is multiplied by all rows of the left at once. */
  static Value matmul(Value a, Value b, boolean transposeA, boolean transposeB) {
    if (a.rank() > 2 && b.rank() == 2 && !transposeA) {
      long[] shape = a.shape().clone();
      shape[shape.length - 1] = b.size(transposeB ? 0 : 1);
      Value rows = a.reshape(a.array().length() / Math.max(1, a.size(-1)), a.size(-1));
      return sameRank(rows, b, false, transposeB).reshape(shape);
    }
    long[] lead =
        ArrayMath.broadcastShape(
            Arrays.copyOf(a.shape(), a.rank() - 2), Arrays.copyOf(b.shape(), b.rank() - 2));
    return sameRank(broadcast(a, lead), broadcast(b, lead), transposeA, transposeB);
  }

  private static Value broadcast(Value x, long... lead) {
    long[] shape = Arrays.copyOf(lead, lead.length + 2);
    shape[lead.length] = x.size(-2);
    shape[lead.length + 1] = x.size(-1);
    return x.broadcastTo(shape);
  }

  private static Value sameRank(Value a, Value b, boolean transposeA, boolean transposeB) {
    return Value.primitive(
        product(a.array(), b.array(), transposeA, transposeB),
        List.of(a, b),
        g ->
            new @Nullable INDArray[] {
              forLeft(a, b, g, transposeA, transposeB), forRight(a, b, g, transposeA, transposeB)
            });
  }

  private static @Nullable INDArray forLeft(Value a, Value b, INDArray g, boolean ta, boolean tb) {
    if (!a.tracked()) {
      return null;
    }
    return ta ? product(b.array(), g, tb, true) : product(g, b.array(), false, !tb);
  }

  private static @Nullable INDArray forRight(Value a, Value b, INDArray g, boolean ta, boolean tb) {
    if (!b.tracked()) {
      return null;
    }
    return tb ? product(g, a.array(), true, ta) : product(a.array(), g, !ta, false);
  }

  static INDArray product(INDArray a, INDArray b, boolean transposeA, boolean transposeB) {
    int rank = a.rank();
    long[] shape = Arrays.copyOf(a.shape(), rank);
    shape[rank - 2] = a.size(transposeA ? rank - 1 : rank - 2);
    shape[rank - 1] = b.size(transposeB ? rank - 2 : rank - 1);
    INDArray out = ArrayMath.empty(a.dataType(), shape);
    MMulTranspose transpose =
        MMulTranspose.builder()
            .transposeA(transposeA)
            .transposeB(transposeB)
            .transposeResult(false)
            .build();
    Nd4j.exec(new Mmul(a, b, out, transpose));
    return out;
  }
}
