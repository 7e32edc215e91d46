package dev.braid.internal.engine.kernels.attention;

import dev.braid.internal.compute.Blas;
import dev.braid.internal.compute.Blas.Matrix;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The products of attention, one per sample and head.
 *
 * <p>Projections are (samples, steps, heads, size); scores and weights are (samples, heads, query
 * steps, key steps).
 */
record AttentionProducts(
    int samples, int queryLength, int keyLength, int heads, int keySize, int valueSize) {
  private float scale() {
    return (float) (1 / Math.sqrt((double) keySize));
  }

  void scores(Floats query, Floats key, Floats scores) {
    each(
        (n, h) ->
            new Blas.Product(
                    queryLength,
                    keyLength,
                    keySize,
                    scale(),
                    headMatrix(query, n, h, queryLength, keySize),
                    false,
                    headMatrix(key, n, h, keyLength, keySize),
                    true,
                    false,
                    weightMatrix(scores, n, h))
                .run());
  }

  void context(Floats weights, Floats value, Floats context) {
    each(
        (n, h) ->
            new Blas.Product(
                    queryLength,
                    valueSize,
                    keyLength,
                    1,
                    weightMatrix(weights, n, h),
                    false,
                    headMatrix(value, n, h, keyLength, valueSize),
                    false,
                    false,
                    headMatrix(context, n, h, queryLength, valueSize))
                .run());
  }

  void contextBackward(
      Floats weights,
      Floats value,
      Floats contextGradient,
      Floats weightsGradient,
      Floats valueGradient) {
    each(
        (n, h) -> {
          Matrix gradient = headMatrix(contextGradient, n, h, queryLength, valueSize);
          Matrix values = headMatrix(value, n, h, keyLength, valueSize);
          new Blas.Product(
                  queryLength,
                  keyLength,
                  valueSize,
                  1,
                  gradient,
                  false,
                  values,
                  true,
                  false,
                  weightMatrix(weightsGradient, n, h))
              .run();
          new Blas.Product(
                  keyLength,
                  valueSize,
                  queryLength,
                  1,
                  weightMatrix(weights, n, h),
                  true,
                  gradient,
                  false,
                  false,
                  headMatrix(valueGradient, n, h, keyLength, valueSize))
              .run();
        });
  }

  void scoresBackward(
      Floats query, Floats key, Floats scoresGradient, Floats queryGradient, Floats keyGradient) {
    each(
        (n, h) -> {
          Matrix gradient = weightMatrix(scoresGradient, n, h);
          new Blas.Product(
                  queryLength,
                  keySize,
                  keyLength,
                  scale(),
                  gradient,
                  false,
                  headMatrix(key, n, h, keyLength, keySize),
                  false,
                  false,
                  headMatrix(queryGradient, n, h, queryLength, keySize))
              .run();
          new Blas.Product(
                  keyLength,
                  keySize,
                  queryLength,
                  scale(),
                  gradient,
                  true,
                  headMatrix(query, n, h, queryLength, keySize),
                  false,
                  false,
                  headMatrix(keyGradient, n, h, keyLength, keySize))
              .run();
        });
  }

  @FunctionalInterface
  private interface Product {
    void run(int sample, int head);
  }

  private void each(Product product) {
    long work = (long) queryLength * keyLength * Math.max(keySize, valueSize);
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

  private Matrix headMatrix(Floats array, int sample, int head, int steps, int size) {
    long start = ((long) sample * steps * heads + head) * size;
    return new Matrix(new FloatPointer(array).position(start), heads * size);
  }

  private Matrix weightMatrix(Floats array, int sample, int head) {
    long start = ((long) sample * heads + head) * queryLength * keyLength;
    return new Matrix(new FloatPointer(array).position(start), keyLength);
  }
}
