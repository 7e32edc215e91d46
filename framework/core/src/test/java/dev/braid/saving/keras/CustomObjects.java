package dev.braid.saving.keras;

import static dev.braid.Braid.loss;
import static dev.braid.Braid.metric;

import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.Regularizer;
import dev.braid.Schedule;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.losses.StandardLoss;
import dev.braid.metrics.RowMetric;
import dev.braid.ops.Value;
import dev.braid.optimizers.FluentOptimizer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Custom losses, metrics, optimizers and other objects. */
final class CustomObjects {
  private CustomObjects() {}

  /** A loss with an option. */
  static final class Powered extends StandardLoss<Powered> {
    private final double power;

    Powered(double power) {
      super("powered");
      this.power = power;
    }

    static Powered read(Config config) {
      return new Powered(config.number("power", 2));
    }

    @Override
    public Value values(Value target, Value prediction) {
      return target.subtract(prediction).abs().pow(power).mean(false, -1);
    }

    @Override
    protected void describe(Config config) {
      config.put("power", power);
    }
  }

  /** A loss whose class has the name of one of Keras', and computes something else. */
  static final class Huber extends StandardLoss<Huber> {
    Huber() {
      super("huber");
    }

    @Override
    public Value values(Value target, Value prediction) {
      return target.subtract(prediction).abs().mean(false, -1);
    }
  }

  /** The fraction of correct signs. */
  static final class SignHit extends RowMetric<SignHit> {
    SignHit() {
      super("sign_hit", true);
    }

    @Override
    protected double row(float[] target, int t, float[] prediction, int p, int width) {
      return Math.signum(target[t]) == Math.signum(prediction[p]) ? 1 : 0;
    }
  }

  /** An optimizer with increasing momentum, whose state is a vector and a number. */
  static final class Growing extends FluentOptimizer<Growing> {
    private final double share;

    Growing(double rate, double share) {
      super(rate);
      this.share = share;
    }

    static Growing read(Config config) {
      return new Growing(0.5, config.number("share", 0));
    }

    @Override
    public List<List<String>> slotGroups() {
      return List.of(List.of("speed"));
    }

    @Override
    public List<String> numbers() {
      return List.of("growth");
    }

    @Override
    public Value update(Update step) {
      double growth = step.number("growth") * 1.05;
      step.number("growth", growth);
      Value speed = step.slot("speed").multiply(share * growth).add(step.gradient());
      step.slot("speed", speed);
      return step.weight().subtract(speed.multiply(step.rate()));
    }

    @Override
    protected void describe(Config config) {
      config.put("share", share);
    }
  }

  /** A rate that decreases with the number of steps. */
  record Falling(double start, double steps) implements Schedule {
    static Falling read(Config config) {
      return new Falling(config.number("start", 0), config.number("steps", 1));
    }

    @Override
    public double rate(long step) {
      return start * steps / (steps + step);
    }

    @Override
    public String className() {
      return "Falling";
    }

    @Override
    public Config config() {
      return new Config().put("start", start).put("steps", steps);
    }
  }

  /** A custom regularizer, constraint and initializer. */
  record Cubed(double factor) implements Regularizer, Constraint, Initializer {
    static Cubed read(Config config) {
      return new Cubed(config.number("factor", 0));
    }

    @Override
    public String module() {
      return "keras.regularizers";
    }

    @Override
    public Value penalty(Value weight) {
      return weight.abs().pow(3).sum().multiply(factor);
    }

    @Override
    public Value project(Value weight) {
      return weight.clip(-factor, factor);
    }

    @Override
    public float[] values(long[] shape, RandomGenerator random) {
      float[] values = new float[(int) (shape[0] * (shape.length > 1 ? shape[1] : 1))];
      Arrays.fill(values, (float) factor);
      return values;
    }

    @Override
    public String className() {
      return "Cubed";
    }

    @Override
    public Config config() {
      return new Config().put("factor", factor);
    }
  }

  static Loss cubic() {
    return loss(
        "cubic", (target, prediction) -> target.subtract(prediction).abs().pow(3).sum(false, -1));
  }

  static Metric near() {
    return metric("near", true, (target, guess) -> Math.abs(target[0] - guess[0]) < 0.5 ? 1 : 0);
  }

  /** An optimizer without an explicit name. */
  static final class Unregistered extends FluentOptimizer<Unregistered> {
    Unregistered() {
      super(0.1);
    }

    @Override
    public String className() {
      return "";
    }

    @Override
    public List<List<String>> slotGroups() {
      return List.of();
    }

    @Override
    public Value update(Update step) {
      return step.weight().subtract(step.gradient().multiply(step.rate()));
    }

    @Override
    protected void describe(Config config) {
      // no options
    }
  }

  /** The base of an anonymous layer. */
  abstract static class Doubling extends CustomLayer<Doubling> {
    @Override
    public List<Spec> outputs(List<Spec> inputs) {
      return inputs;
    }

    @Override
    protected void describe(Config config) {
      // no options
    }
  }

  static Doubling anonymousLayer() {
    return new Doubling() {
      @Override
      public Value call(LayerCall call, List<Value> inputs) {
        return inputs.get(0).multiply(2);
      }
    };
  }

  static Regularizer anonymousRegularizer() {
    return new Regularizer() {
      @Override
      public Value penalty(Value weight) {
        return weight.abs().sum();
      }

      @Override
      public String className() {
        return getClass().getSimpleName();
      }

      @Override
      public Config config() {
        return new Config();
      }
    };
  }
}
