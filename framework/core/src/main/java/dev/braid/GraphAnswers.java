package dev.braid;

import dev.braid.internal.data.feeds.DataArguments;
import dev.braid.internal.engine.Trainer;
import dev.braid.internal.engine.view.LiveGraph;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Answers what DL4J asks {@code model.graph()} about the model. */
final class GraphAnswers implements LiveGraph.Owner {
  private final Model model;
  private final ModelRuntime runtime;

  GraphAnswers(Model model, ModelRuntime runtime) {
    this.model = model;
    this.runtime = runtime;
  }

  @Override
  public String summary() {
    return model.summaryText();
  }

  @Override
  public double score(MultiDataSet data) {
    Eval options = Eval.defaults().verbose(Verbosity.SILENT);
    return runtime.evaluate(DataArguments.together(data, null), options).get("loss");
  }

  @Override
  public double penalty() {
    return runtime.trainer() == null ? 0 : runtime.trainer().penalty();
  }

  private Trainer compiled() {
    Trainer trainer = runtime.trainer();
    if (trainer == null) {
      throw new IllegalStateException(
          "The model \""
              + model.name()
              + "\" has no optimizer and no learning rate: call model.compile(optimizer, loss)"
              + " first.");
    }
    return trainer;
  }

  @Override
  public double learningRate() {
    return compiled().learningRate();
  }

  @Override
  public void learningRate(double rate) {
    compiled().learningRate(rate);
  }

  @Override
  public void write(Runnable change) {
    runtime.network().write(change);
  }
}
