package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/**
 * Circle: pulls embeddings of one class together and pushes those of others apart.
 *
 * <p>Predictions are embeddings of length 1, as {@code unitNormalization()} makes them. Each sample
 * is compared with all others of its batch; samples without another of their class don't count.
 */
public final class Circle extends StandardLoss<Circle> {
  /** Far below all logarithms that are compared. */
  private static final double EXCLUDED = -1e30;

  private double gamma = 80;
  private double margin = 0.4;
  private boolean removeDiagonal = true;

  public Circle() {
    super("circle");
  }

  static Circle read(Config config) {
    return new Circle()
        .common(config)
        .gamma(config.number("gamma", 80))
        .margin(config.number("margin", 0.4))
        .removeDiagonal(config.flag("remove_diagonal", true));
  }

  /** Sets the scale of distances. */
  public Circle gamma(double scale) {
    return with(copy -> copy.gamma = scale);
  }

  /** Sets the distance to which embeddings of one class are pulled. */
  public Circle margin(double distance) {
    return with(copy -> copy.margin = distance);
  }

  /** Sets whether a sample is left out of those it is compared with. */
  public Circle removeDiagonal(boolean removed) {
    return with(copy -> copy.removeDiagonal = removed);
  }

  @Override
  public TargetKind target() {
    return TargetKind.LABEL;
  }

  @Override
  public Value values(Value target, Value prediction) {
    long samples = prediction.size(0);
    Value labels = target.asTypeOf(prediction);
    Value same =
        labels
            .reshape(samples, 1)
            .subtract(labels.reshape(1, samples))
            .abs()
            .below(0.5)
            .asTypeOf(prediction);
    Value others = same.subtractFrom(1);
    Value alike = removeDiagonal ? same.multiply(unequal(samples).asTypeOf(prediction)) : same;
    Value distance = prediction.matmul(prediction, false, true).subtractFrom(1).relu();
    Value pull = distance.add(margin).multiply(alike).relu().multiply(gamma);
    Value push = distance.subtractFrom(1 + margin).multiply(others).relu().multiply(gamma);
    Value near = logSumExp(pull.multiply(distance.subtract(margin)), alike);
    Value far = logSumExp(push.multiply(distance.subtractFrom(1 - margin)), others);
    Value counted = any(alike).multiply(any(others));
    return near.add(far).softplus().multiply(counted);
  }

  /** 1 where row and column differ. */
  private static Value unequal(long samples) {
    int n = Math.toIntExact(samples);
    float[] all = new float[Math.multiplyExact(n, n)];
    for (int i = 0; i < all.length; i++) {
      all[i] = i / n == i % n ? 0 : 1;
    }
    return Value.of(all, n, n);
  }

  /** 1 for rows with a pair. */
  private static Value any(Value pairs) {
    return pairs.max(false, 1);
  }

  /** The logarithm of the sum of exponentials of pairs; any number for rows without a pair. */
  private static Value logSumExp(Value values, Value pairs) {
    Value kept = values.multiply(pairs);
    Value largest = kept.add(pairs.subtractFrom(1).multiply(EXCLUDED)).max(true, 1).detach();
    Value powers = kept.subtract(largest.multiply(pairs)).exp().multiply(pairs);
    Value sum = powers.sum(false, 1).add(any(pairs).subtractFrom(1));
    return sum.log().add(largest.squeeze(1).multiply(any(pairs)));
  }

  @Override
  public Value counted(Value target, Value values) {
    return values.above(0);
  }

  @Override
  protected void describe(Config config) {
    config.put("gamma", gamma).put("margin", margin).put("remove_diagonal", removeDiagonal);
  }
}
