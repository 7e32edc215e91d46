package dev.braid.benchmarks.workers;

import dev.braid.benchmarks.workloads.Samples;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import dev.braid.saving.npz.NpyArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.versioncheck.VersionCheck;

/**
 * Deeplearning4j's layers with recommended settings: float32, workspaces, and batches prepared as
 * INDArrays, so that no conversion is measured.
 */
final class Dl4jWorker implements Worker {
  private static final Set<String> STATISTICS = Set.of("mean", "var", "log10stdev");

  private final Random random = new Random(1);
  private final List<MultiDataSet> batches = new ArrayList<>();
  private ComputationGraph graph;
  private INDArray[] part = {};

  @Override
  public String version() {
    return VersionCheck.getVersionInfos().stream()
        .filter(info -> info.getArtifactId().equals("deeplearning4j-nn"))
        .map(info -> "Deeplearning4j " + info.getBuildVersion())
        .findFirst()
        .orElse("Deeplearning4j of an unknown version");
  }

  @Override
  public long setup(Workload workload, WorkloadSize size, Samples samples) {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    graph = new ComputationGraph(Dl4jNets.of(workload, size));
    graph.init();
    Map<String, NpyArray> arrays = samples.flat();
    List<INDArray> x = new ArrayList<>();
    for (String input : graph.getConfiguration().getNetworkInputs()) {
      x.add(channelsFirst(arrays.get(Dl4jNets.column(input))));
    }
    INDArray y = targets(workload, samples.labels());
    for (int from = 0; from < samples.rows(); from += size.batch()) {
      int start = from;
      batches.add(
          new MultiDataSet(
              x.stream().map(a -> rows(a, start, size.batch())).toArray(INDArray[]::new),
              new INDArray[] {rows(y, start, size.batch())}));
    }
    return parameters();
  }

  private static INDArray channelsFirst(NpyArray array) {
    long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
    INDArray floats =
        array.values() instanceof float[] numbers
            ? Nd4j.createFromArray(numbers)
            : Nd4j.createFromArray((int[]) array.values()).castTo(DataType.FLOAT);
    INDArray shaped = floats.reshape(shape);
    return shaped.rank() == 4 ? shaped.permute(0, 3, 1, 2).dup('c') : shaped;
  }

  private static INDArray targets(Workload workload, int[] labels) {
    INDArray y =
        Nd4j.zeros(DataType.FLOAT, labels.length, workload.binary() ? 1 : workload.classes());
    for (int i = 0; i < labels.length; i++) {
      if (workload.binary()) {
        y.putScalar(i, 0, labels[i]);
      } else {
        y.putScalar(i, labels[i], 1);
      }
    }
    return y;
  }

  private static INDArray rows(INDArray array, int from, int count) {
    return array.get(NDArrayIndex.interval(from, from + count)).dup('c');
  }

  private long parameters() {
    return graph.paramTable().entrySet().stream()
        .filter(e -> !STATISTICS.contains(e.getKey().substring(e.getKey().lastIndexOf('_') + 1)))
        .mapToLong(e -> e.getValue().length())
        .sum();
  }

  @Override
  public double[] train(int epochs) {
    double[] losses = new double[epochs];
    for (int epoch = 0; epoch < epochs; epoch++) {
      Collections.shuffle(batches, random);
      for (MultiDataSet batch : batches) {
        graph.fit(batch);
        losses[epoch] += graph.score() / batches.size();
      }
    }
    return losses;
  }

  @Override
  public void predict(int rows) {
    if (part.length == 0 || part[0].size(0) != rows) {
      part = firstRows(rows);
    }
    graph.output(part)[0].toFloatMatrix();
  }

  private INDArray[] firstRows(int rows) {
    MultiDataSet all = MultiDataSet.merge(batches);
    INDArray[] first = new INDArray[all.getFeatures().length];
    for (int i = 0; i < first.length; i++) {
      first[i] = rows(all.getFeatures(i), 0, rows);
    }
    return first;
  }
}
