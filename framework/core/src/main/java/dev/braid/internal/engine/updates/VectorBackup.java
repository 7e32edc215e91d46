package dev.braid.internal.engine.updates;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies of vectors before a step, for undoing it. */
final class VectorBackup {
  private record Backup(INDArray vector, INDArray copy) {}

  private final List<Backup> all = new ArrayList<>();

  VectorBackup(Collection<INDArray> vectors) {
    for (INDArray vector : vectors) {
      boolean fast = Floats.supports(vector.dataType(), vector.length());
      INDArray copy = fast ? BlockwiseLoops.copy(Floats.of(vector)).array() : vector.dup('c');
      all.add(new Backup(vector, copy));
    }
  }

  void restore() {
    all.forEach(backup -> backup.vector().assign(backup.copy()));
  }
}
