package dev.braid.internal.engine.view;

import dev.braid.StructureException;

/** The exceptions for calls that only DL4J's own vertices and layers support. */
final class Refusals {
  private Refusals() {}

  static UnsupportedOperationException outputType() {
    return new UnsupportedOperationException(
        "An InputType is not supported: model.tensor(\"name\").shape() gives the shape of a"
            + " layer's output.");
  }

  static UnsupportedOperationException memoryReport() {
    return new UnsupportedOperationException(
        "A memory report is not supported: model.summary() gives the size of the weights, and"
            + " graph.memoryInfo(batchSize) what the process uses.");
  }

  static UnsupportedOperationException scoreExamples() {
    return new UnsupportedOperationException(
        "scoreExamples is not supported: call model.testOnBatch(x, y) for each sample.");
  }

  static UnsupportedOperationException size(String layer) {
    return new UnsupportedOperationException(
        "The size of a layer is not one number: model.tensor(\""
            + layer
            + "\").shape() gives its output's shape.");
  }

  static UnsupportedOperationException notInFiles(String vertex, StructureException cause) {
    return new UnsupportedOperationException(
        "A file of DL4J does not restore the vertex \""
            + vertex
            + "\", an operation or a custom layer: save the model by model.save(path) and open it"
            + " by Model.load(path).",
        cause);
  }

  static UnsupportedOperationException copyTraining(String vertex) {
    return new UnsupportedOperationException(
        "DL4J cannot train a copy of the layer \""
            + vertex
            + "\": freeze it, setFeatureExtractor(\""
            + vertex
            + "\"), or build a model on model.tensor(\"name\") and call its fit.");
  }

  static UnsupportedOperationException outputFreezing(String vertex) {
    String output = LiveGraphConfiguration.output(vertex);
    return new UnsupportedOperationException(
        "The vertex \""
            + vertex
            + "\" has no weights to freeze: name its layer, setFeatureExtractor(\""
            + output
            + "\").");
  }

  static IllegalStateException missingHolder(String vertex, String holder) {
    return new IllegalStateException(
        "The vertex \""
            + vertex
            + "\" reads the weights of the vertex \""
            + holder
            + "\", which is not in this graph: keep both, or remove both.");
  }

  static IllegalStateException noLoss(String output) {
    return new IllegalStateException(
        "The output \""
            + output
            + "\" has no loss in this graph: call model.compile(…) first, and use model.graph()"
            + " itself; a copy of it and a graph from a file only predict.");
  }
}
