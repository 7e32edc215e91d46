package dev.braid.internal.engine.kernels.attention;

import dev.braid.internal.compute.Blas;
import dev.braid.internal.compute.Blas.Matrix;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The products of attention, one a sample and head.
 *
 * <p>Projections are (samples, steps, heads, size); shares are (samples, heads, asked, known).
 */
record AttentionProducts(int samples, int asked, int known, int heads, int keySize, int valueSize) {
  private float scale() {
    return (float) (1 / Math.sqrt((double) keySize));
  }

  void scores(Floats query, Floats key, Floats scores) {
    each(
        (n, h) ->
            new Blas.Product(
                    asked,
                    known,
                    keySize,
                    scale(),
                    head(query, n, h, asked, keySize),
                    false,
                    head(key, n, h, known, keySize),
                    true,
                    false,
                    shares(scores, n, h))
                .run());
  }

  void context(Floats shares, Floats value, Floats context) {
    each(
        (n, h) ->
            new Blas.Product(
                    asked,
                    valueSize,
                    known,
                    1,
                    shares(shares, n, h),
                    false,
                    head(value, n, h, known, valueSize),
                    false,
                    false,
                    head(context, n, h, asked, valueSize))
                .run());
  }

  void contextBack(Floats shares, Floats value, Floats atContext, Floats atShares, Floats atValue) {
    each(
        (n, h) -> {
          Matrix gradient = head(atContext, n, h, asked, valueSize);
          Matrix values = head(value, n, h, known, valueSize);
          new Blas.Product(
                  asked,
                  known,
                  valueSize,
                  1,
                  gradient,
                  false,
                  values,
                  true,
                  false,
                  shares(atShares, n, h))
              .run();
          new Blas.Product(
                  known,
                  valueSize,
                  asked,
                  1,
                  shares(shares, n, h),
                  true,
                  gradient,
                  false,
                  false,
                  head(atValue, n, h, known, valueSize))
              .run();
        });
  }

  void scoresBack(Floats query, Floats key, Floats atScores, Floats atQuery, Floats atKey) {
    each(
        (n, h) -> {
          Matrix gradient = shares(atScores, n, h);
          new Blas.Product(
                  asked,
                  keySize,
                  known,
                  scale(),
                  gradient,
                  false,
                  head(key, n, h, known, keySize),
                  false,
                  false,
                  head(atQuery, n, h, asked, keySize))
              .run();
          new Blas.Product(
                  known,
                  keySize,
                  asked,
                  scale(),
                  gradient,
                  true,
                  head(query, n, h, asked, keySize),
                  false,
                  false,
                  head(atKey, n, h, known, keySize))
              .run();
        });
  }

  @FunctionalInterface
  private interface Product {
    void run(int sample, int head);
  }

  private void each(Product product) {
    long work = (long) asked * known * Math.max(keySize, valueSize);
    Blas.runSingleThreaded(
        () ->
            Workers.parallelFor(
                samples * heads,
                GrainSize.SMALL_MULTIPLICATIONS.items(work),
                (low, high) -> {
                  for (int i = low; i < high; i++) {
                    product.run(i / heads, i % heads);
                  }
                }));
  }

  private Matrix head(Floats of, int sample, int head, int steps, int size) {
    long at = ((long) sample * steps * heads + head) * size;
    return new Matrix(new FloatPointer(of).position(at), heads * size);
  }

  private Matrix shares(Floats of, int sample, int head) {
    long at = ((long) sample * heads + head) * asked * known;
    return new Matrix(new FloatPointer(of).position(at), known);
  }
}
