package dev.braid.optimizers;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Muon: momentum whose matrices are made nearly orthogonal before each step.
 *
 * <p>Only matrices take these steps. All other weights, embeddings, and weights with a path that
 * {@link #excludeLayers} matches take those of AdamW. The output layer should be excluded too.
 */
public final class Muon extends FluentOptimizer<Muon> {
  private static final String MOMENTUM = "momentum";
  private static final String VELOCITY = "velocity";

  private double adamBeta1 = 0.9;
  private double adamBeta2 = 0.999;
  private double adamWeightDecay = 0.004;
  private double epsilon = 1e-7;
  private List<String> excluded = List.of();
  private boolean excludeEmbeddings = true;
  private double a = 3.4445;
  private double b = -4.7750;
  private double c = 2.0315;
  private double adamRateRatio = 1;
  private double momentum = 0.95;
  private int iterations = 5;
  private boolean nesterov = true;
  private double rmsRate = 0.2;

  public Muon(double learningRate) {
    super(learningRate, 0.004);
  }

  static Muon read(Config config) {
    Muon muon = new Muon(0.001).common(config);
    if (config.has("weight_decay") && config.get("weight_decay") == null) {
      muon = muon.weightDecay(0);
    }
    return muon.adamBeta1(config.number("adam_beta_1", 0.9))
        .adamBeta2(config.number("adam_beta_2", 0.999))
        .adamWeightDecay(
            config.number("adam_weight_decay", config.has("adam_weight_decay") ? 0 : 0.004))
        .epsilon(config.number("epsilon", 1e-7))
        .excludeLayers(
            config.get("exclude_layers") instanceof List<?> names
                ? names.stream().map(String::valueOf).toArray(String[]::new)
                : new String[0])
        .excludeEmbeddings(config.flag("exclude_embeddings", true))
        .coefficients(
            config.number("muon_a", 3.4445),
            config.number("muon_b", -4.7750),
            config.number("muon_c", 2.0315))
        .adamRateRatio(config.number("adam_lr_ratio", 1))
        .momentum(config.number("momentum", 0.95))
        .orthogonalizingSteps(config.integer("ns_steps", 5))
        .nesterov(config.flag("nesterov", true))
        .rmsRate(config.number("rms_rate", config.has("rms_rate") ? 0 : 0.2));
  }

  /** Sets the decay rate of AdamW's average of gradients. */
  public Muon adamBeta1(double value) {
    return change(copy -> copy.adamBeta1 = value);
  }

  /** Sets the decay rate of AdamW's average of squares. */
  public Muon adamBeta2(double value) {
    return change(copy -> copy.adamBeta2 = value);
  }

  /** Sets the weight decay of weights that take AdamW's steps. */
  public Muon adamWeightDecay(double value) {
    return change(copy -> copy.adamWeightDecay = value);
  }

  /** Sets AdamW's epsilon, which keeps quotients finite. */
  public Muon epsilon(double value) {
    return change(copy -> copy.epsilon = value);
  }

  /** Uses AdamW's steps where a path contains a match of one of these regular expressions. */
  public Muon excludeLayers(String... names) {
    return change(copy -> copy.excluded = List.of(names));
  }

  /** Sets whether embeddings take AdamW's steps. */
  public Muon excludeEmbeddings(boolean value) {
    return change(copy -> copy.excludeEmbeddings = value);
  }

  /** Sets the coefficients of the iteration that makes matrices orthogonal. */
  public Muon coefficients(double a, double b, double c) {
    return change(
        copy -> {
          copy.a = a;
          copy.b = b;
          copy.c = c;
        });
  }

  /** Sets the factor of the learning rate for AdamW's steps. */
  public Muon adamRateRatio(double value) {
    return change(copy -> copy.adamRateRatio = value);
  }

  /** Sets the fraction of the momentum that is kept. */
  public Muon momentum(double value) {
    return change(copy -> copy.momentum = value);
  }

  /** Sets how many iterations of Newton and Schulz make a matrix orthogonal. */
  public Muon orthogonalizingSteps(int steps) {
    return change(copy -> copy.iterations = steps);
  }

  /** Sets whether the momentum is Nesterov's. */
  public Muon nesterov(boolean value) {
    return change(copy -> copy.nesterov = value);
  }

  /** Sets the root mean square of a step at rate 1; 0 leaves steps as they are. */
  public Muon rmsRate(double value) {
    return change(copy -> copy.rmsRate = value);
  }

  private boolean usesAdam(Variable variable) {
    String path = variable.path();
    return variable.shape().length != 2
        || (excludeEmbeddings && path.toLowerCase(Locale.ROOT).contains("embedding"))
        || excluded.stream().anyMatch(name -> Pattern.compile(name).matcher(path).find());
  }

  @Override
  public List<List<String>> slotGroups() {
    return List.of(List.of(MOMENTUM, VELOCITY));
  }

  @Override
  public Optional<long[]> slotShape(String slot, Variable variable) {
    return slot.equals(VELOCITY) && !usesAdam(variable)
        ? Optional.empty()
        : super.slotShape(slot, variable);
  }

  @Override
  public boolean decaysAlike() {
    return false;
  }

  @Override
  public double weightDecay(Variable variable) {
    return usesAdam(variable) && isDecayed(variable)
        ? adamWeightDecay
        : super.weightDecay(variable);
  }

  @Override
  public Value update(Update update) {
    return usesAdam(update.variable()) ? adamStep(update) : muonStep(update);
  }

  private Value adamStep(Update update) {
    Value gradient = update.gradient();
    Value average = toward(update.slot(MOMENTUM), gradient, 1 - adamBeta1);
    Value velocity = toward(update.slot(VELOCITY), gradient.square(), 1 - adamBeta2);
    update.slot(MOMENTUM, average);
    update.slot(VELOCITY, velocity);
    double rate =
        update.rate()
            * adamRateRatio
            * Math.sqrt(oneMinusPower(adamBeta2, update.step()))
            / oneMinusPower(adamBeta1, update.step());
    return update.weight().subtract(average.multiply(rate).divide(velocity.sqrt().add(epsilon)));
  }

  private Value muonStep(Update update) {
    Value gradient = update.gradient();
    Value average = update.slot(MOMENTUM).multiply(momentum).add(gradient);
    update.slot(MOMENTUM, average);
    Value direction = nesterov ? gradient.add(average.multiply(momentum)) : average;
    long[] shape = update.variable().shape();
    double scale = rmsRate == 0 ? 1 : Math.sqrt((double) Math.max(shape[0], shape[1])) * rmsRate;
    return update.weight().subtract(orthogonal(direction).multiply(scale * update.rate()));
  }

  private Value orthogonal(Value matrix) {
    boolean tall = matrix.size(0) > matrix.size(1);
    Value x = tall ? matrix.permute(1, 0) : matrix;
    x = x.divide(norm(x) + 1e-7);
    for (int i = 0; i < iterations; i++) {
      Value square = x.matmul(x, false, true);
      Value polynomial = square.multiply(b).add(square.multiply(c).matmul(square));
      x = x.multiply(a).add(polynomial.matmul(x));
    }
    return tall ? x.permute(1, 0) : x;
  }

  @Override
  protected void describe(Config config) {
    config
        .put("adam_beta_1", adamBeta1)
        .put("adam_beta_2", adamBeta2)
        .put("epsilon", epsilon)
        .put("exclude_layers", excluded)
        .put("muon_a", a)
        .put("muon_b", b)
        .put("muon_c", c)
        .put("adam_lr_ratio", adamRateRatio)
        .put("momentum", momentum)
        .put("ns_steps", iterations)
        .put("nesterov", nesterov)
        .put("exclude_embeddings", excludeEmbeddings)
        .put("adam_weight_decay", adamWeightDecay == 0 ? null : adamWeightDecay)
        .put("rms_rate", rmsRate == 0 ? null : rmsRate);
  }
}
