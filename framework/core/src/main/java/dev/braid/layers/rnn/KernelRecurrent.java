package dev.braid.layers.rnn;

import dev.braid.Activation;
import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.config.Config;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer with one kernel cell, whose options it forwards.
 *
 * @param <L> the layer's class
 * @param <C> the cell's class
 */
public abstract sealed class KernelRecurrent<
        L extends KernelRecurrent<L, C>, C extends KernelCell<C>>
    extends Recurrent<L> permits BaseConvLSTM, UnitRecurrent {
  private C cell;

  KernelRecurrent(C cell) {
    this.cell = cell.name(cell.automaticName());
  }

  @Override
  public final C cell() {
    return cell;
  }

  public final Activation activation() {
    return cell.activation();
  }

  public final L activation(Activation other) {
    return withCell(c -> c.activation(other));
  }

  public final L useBias(boolean on) {
    return withCell(c -> c.useBias(on));
  }

  public final L kernelInitializer(Initializer other) {
    return withCell(c -> c.kernelInitializer(other));
  }

  public final L recurrentInitializer(Initializer other) {
    return withCell(c -> c.recurrentInitializer(other));
  }

  public final L biasInitializer(Initializer other) {
    return withCell(c -> c.biasInitializer(other));
  }

  public final L kernelRegularizer(@Nullable Regularizer other) {
    return withCell(c -> c.kernelRegularizer(other));
  }

  public final L recurrentRegularizer(@Nullable Regularizer other) {
    return withCell(c -> c.recurrentRegularizer(other));
  }

  public final L biasRegularizer(@Nullable Regularizer other) {
    return withCell(c -> c.biasRegularizer(other));
  }

  public final L kernelConstraint(@Nullable Constraint other) {
    return withCell(c -> c.kernelConstraint(other));
  }

  public final L recurrentConstraint(@Nullable Constraint other) {
    return withCell(c -> c.recurrentConstraint(other));
  }

  public final L biasConstraint(@Nullable Constraint other) {
    return withCell(c -> c.biasConstraint(other));
  }

  /** Drops a fraction of the inputs, the same elements at every step. */
  public final L dropout(double rate) {
    return withCell(c -> c.dropout(rate));
  }

  /** Drops a fraction of the state that enters the gates, the same elements at every step. */
  public final L recurrentDropout(double rate) {
    return withCell(c -> c.recurrentDropout(rate));
  }

  final L withCell(UnaryOperator<C> change) {
    return with(copy -> copy.self().cell = change.apply(cell));
  }

  /** Gives access to the private fields through the class that declares them. */
  final KernelRecurrent<L, C> self() {
    return this;
  }

  @Override
  protected final void separate() {
    cell = cell.name(cell.nameOrAutomatic());
  }

  @Override
  protected final void describe(Config config) {
    describeRecurrence(config);
    cell.describeLayerUnits(config);
    cell.describeInitializers(config);
    cell.describeBiasStart(config);
    cell.describeRegularizers(config);
    config.put("activity_regularizer", activityRegularizer());
    cell.describeLayerRest(config);
  }
}
