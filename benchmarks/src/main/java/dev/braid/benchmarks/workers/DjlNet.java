package dev.braid.benchmarks.workers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Embedding;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.Map;

/** A block of DJL that is composed of named blocks, as DJL has no functional models. */
final class DjlNet extends AbstractBlock {
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final Map<String, Block> parts = new LinkedHashMap<>();
  private Forward forward;

  /** The forward pass through the named blocks. */
  interface Forward {
    NDArray go(Run run, NDList inputs);
  }

  /** One forward pass. */
  interface Run {
    /** Applies the named block to an array. */
    NDArray through(String part, NDArray in);
  }

  /** Adds a named block for arrays of a shape with the batch first. */
  DjlNet part(String name, Block block, long... shape) {
    parts.put(name, addChildBlock(name, block));
    shapes.put(name, new Shape(shape));
    return this;
  }

  DjlNet forward(Forward pass) {
    forward = pass;
    return this;
  }

  /** An embedding of ids. */
  static final class Ids extends AbstractBlock {
    static final String TABLE = "table";

    private final Parameter table;

    Ids(long vocabulary, long units) {
      table =
          addParameter(
              Parameter.builder()
                  .setName(TABLE)
                  .setType(Parameter.Type.WEIGHT)
                  .optShape(new Shape(vocabulary, units))
                  .build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList in, boolean training, PairList<String, Object> params) {
      NDArray ids = in.singletonOrThrow();
      NDArray weights = store.getValue(table, ids.getDevice(), training);
      return Embedding.embedding(ids, weights, SparseFormat.DENSE);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {inputs[0].add(table.getShape().get(1))};
    }
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    parts.forEach((name, block) -> block.initialize(manager, type, shapes.get(name)));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    Run run =
        (name, in) -> parts.get(name).forward(store, new NDList(in), training).singletonOrThrow();
    return new NDList(forward.go(run, inputs));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    throw new UnsupportedOperationException("the output shape of a net is not supported");
  }
}
