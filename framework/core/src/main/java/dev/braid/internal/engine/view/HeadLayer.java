package dev.braid.internal.engine.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.LossLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** An output's layer for DL4J, which holds the labels and the score that the head computed. */
final class HeadLayer extends LossLayer {
  private static final long serialVersionUID = 1L;

  /** The parameter's name: DL4J's summary requires names and shapes of counted parameters. */
  private static final String ALL = "all";

  private double headScore;
  private transient Supplier<INDArray> parameters;

  HeadLayer(String name, DataType type) {
    super(configuration(name), type);
    setParamTable(Map.of());
  }

  private static NeuralNetConfiguration configuration(String name) {
    return new NeuralNetConfiguration.Builder()
        .layer(
            new org.deeplearning4j.nn.conf.layers.LossLayer.Builder(LossFunction.MSE)
                .name(name)
                .build())
        .build();
  }

  /** Reports all parameters, since DL4J counts them by layer and trains nothing if the sum is 0. */
  void reportParameters(Supplier<INDArray> all) {
    parameters = all;
    conf().addVariable(ALL);
  }

  @Override
  public Map<String, INDArray> paramTable() {
    return parameters == null ? Map.of() : Map.of(ALL, parameters.get());
  }

  @Override
  public long numParams() {
    return parameters == null ? 0 : parameters.get().length();
  }

  @Override
  public long numParams(boolean backwards) {
    return numParams();
  }

  @Override
  public INDArray params() {
    return parameters == null ? null : parameters.get();
  }

  @Override
  public void setParams(INDArray copied) {
    // copied by the vertices that hold the parameters
  }

  void score(double value) {
    headScore = value;
  }

  @Override
  public double computeScore(
      double regularization, boolean training, LayerWorkspaceMgr workspaces) {
    return headScore + regularization;
  }

  @Override
  public INDArray computeScoreForExamples(double regularization, LayerWorkspaceMgr workspaces) {
    throw Refusals.scoreExamples();
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    throw new UnsupportedOperationException("the head's vertex does this");
  }

  @Override
  public void setListeners(Collection<TrainingListener> listeners) {
    // the graph notifies listeners itself
  }

  @Override
  public void setListeners(TrainingListener... listeners) {
    setListeners(List.of());
  }
}
