package dev.braid.models.applications;

import dev.braid.Model;
import dev.braid.saving.LoadOptions;
import java.io.IOException;
import java.nio.file.Path;

/** An architecture whose models begin with the weights of a file. */
public final class PretrainedModel {
  private final Application<?> application;
  private final WeightSource source;

  /** Gets the file, which may have to be downloaded. */
  @FunctionalInterface
  interface WeightSource {
    Path file() throws IOException;
  }

  PretrainedModel(Application<?> application, WeightSource source) {
    this.application = application;
    this.source = source;
  }

  /**
   * Builds a model and reads its weights.
   *
   * <p>Weights of the classifier that do not fit keep their random values, and a notice lists them;
   * all other weights must fit.
   */
  public Model build() throws IOException {
    Path file = source.file();
    Application.Graph graph = application.graph();
    graph.model().loadWeights(file, LoadOptions.defaults().skipMismatch(graph.classifierLayers()));
    return graph.model();
  }
}
