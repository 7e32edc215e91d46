package dev.braid.internal.engine.updates;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies of vectors from before a step, restored where it would leave one that is not finite. */
final class VectorBackup {
  private record Kept(INDArray vector, INDArray copy) {}

  private final List<Kept> all = new ArrayList<>();

  VectorBackup(Collection<INDArray> vectors) {
    for (INDArray vector : vectors) {
      boolean fast = Floats.supports(vector.dataType(), vector.length());
      INDArray copy = fast ? BlockwiseLoops.copy(Floats.of(vector)).array() : vector.dup('c');
      all.add(new Kept(vector, copy));
    }
  }

  void restore() {
    all.forEach(kept -> kept.vector().assign(kept.copy()));
  }
}
