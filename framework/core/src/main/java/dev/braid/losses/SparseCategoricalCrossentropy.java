package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import org.jspecify.annotations.Nullable;

/** The crossentropy of class indices and predicted class probabilities. */
public final class SparseCategoricalCrossentropy
    extends Crossentropy<SparseCategoricalCrossentropy> {
  private @Nullable Integer ignoreClass;

  public SparseCategoricalCrossentropy() {
    super("sparse_categorical_crossentropy");
  }

  static SparseCategoricalCrossentropy read(Config config) {
    SparseCategoricalCrossentropy loss =
        new SparseCategoricalCrossentropy().options(config).axis(-1);
    return config.get("ignore_class") == null
        ? loss
        : loss.ignoreClass(config.integer("ignore_class", 0));
  }

  /** Ignores elements that are labeled with a class, such as -1 for unlabeled elements. */
  public SparseCategoricalCrossentropy ignoreClass(int label) {
    return with(copy -> copy.ignoreClass = label);
  }

  /** The ignored class, or null. */
  public @Nullable Integer ignoredClass() {
    return ignoreClass;
  }

  @Override
  public TargetKind target() {
    return TargetKind.CLASS_INDEX;
  }

  @Override
  public Value values(Value target, Value prediction) {
    Value labels = labels(target, prediction.rank());
    Value valid = ignoreClass == null ? null : labels.equalTo(ignoreClass).subtractFrom(1);
    if (valid != null) {
      labels = labels.multiply(valid);
    }
    Value oneHot = labels.oneHot(prediction.size(-1));
    Value loss = oneHot.multiply(logProbabilities(prediction)).sum(false, -1).negate();
    return valid == null ? loss : loss.multiply(valid);
  }

  @Override
  public @Nullable Value counted(Value target) {
    return ignoreClass == null ? null : target.equalTo(ignoreClass).subtractFrom(1);
  }

  private static Value labels(Value target, int rank) {
    return target.rank() == rank ? target.squeeze(-1) : target;
  }

  @Override
  protected void describe(Config config) {
    super.describe(config);
    config.put("ignore_class", ignoreClass);
  }
}
