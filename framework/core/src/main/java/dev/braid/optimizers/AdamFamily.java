package dev.braid.optimizers;

import dev.braid.config.Config;

/**
 * The base of Adam and its variants, with averages of the gradient and of its size.
 *
 * @param <T> the optimizer's class
 */
public abstract sealed class AdamFamily<T extends AdamFamily<T>> extends FluentOptimizer<T>
    permits Adamax, AmsgradAdam, Lamb, Nadam, ScheduleFreeAdamW {
  private double beta1 = 0.9;
  private double beta2 = 0.999;
  private double epsilon;

  AdamFamily(double learningRate, double weightDecay) {
    this(learningRate, weightDecay, 1e-7);
  }

  AdamFamily(double learningRate, double weightDecay, double epsilon) {
    super(learningRate, weightDecay);
    this.epsilon = epsilon;
  }

  /** Sets the decay rate of the average of gradients. */
  public T beta1(double value) {
    return change(copy -> ((AdamFamily<?>) copy).beta1 = value);
  }

  /** Sets the decay rate of the average of gradient sizes. */
  public T beta2(double value) {
    return change(copy -> ((AdamFamily<?>) copy).beta2 = value);
  }

  /** Sets epsilon, which keeps quotients finite. */
  public T epsilon(double value) {
    return change(copy -> ((AdamFamily<?>) copy).epsilon = value);
  }

  public final double beta1() {
    return beta1;
  }

  public final double beta2() {
    return beta2;
  }

  public final double epsilon() {
    return epsilon;
  }

  final T betas(Config config) {
    return common(config)
        .beta1(config.number("beta_1", beta1))
        .beta2(config.number("beta_2", beta2))
        .epsilon(config.number("epsilon", epsilon));
  }

  @Override
  protected void describe(Config config) {
    config.put("beta_1", beta1).put("beta_2", beta2).put("epsilon", epsilon);
  }
}
