package dev.braid.benchmarks.workers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.LSTM;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import java.util.List;

/** The workloads as blocks of DJL; softmax and sigmoid are in the loss. */
final class DjlNets {
  private static final int COLUMNS = 26;

  private DjlNets() {}

  static DjlNet of(Workload workload, WorkloadSize size) {
    return switch (workload.name()) {
      case "mlp" -> mlp(size);
      case "lenet" -> lenet(size);
      case "lstm" -> lstm(size);
      case "image_text" -> imageText(size);
      case "two_texts" -> twoTexts(size);
      case "bigru" -> throw new UnsupportedWorkloadException("its GRU does not support padding");
      case "resnet20" -> resnet20(size);
      case "transformer" ->
          throw new UnsupportedWorkloadException("the attention of its encoder has other weights");
      case "embedding_average" -> embeddingAverage(size);
      case "small" -> small(size);
      case "wide_deep" -> wideDeep(size);
      default -> throw new UnsupportedWorkloadException("does not support " + workload);
    };
  }

  private static Block dense(long units) {
    return Linear.builder().setUnits(units).build();
  }

  private static SequentialBlock relu(Block... before) {
    SequentialBlock all = new SequentialBlock();
    for (Block block : before) {
      all.add(block);
    }
    return all.add(Activation.reluBlock());
  }

  private static Block conv(int filters, int kernel) {
    return Conv2d.builder().setFilters(filters).setKernelShape(new Shape(kernel, kernel)).build();
  }

  private static Block halved() {
    return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
  }

  private static DjlNet mlp(WorkloadSize s) {
    SequentialBlock all = relu(dense(s.wide(512))).add(relu(dense(s.wide(512)))).add(dense(10));
    return new DjlNet()
        .part("all", all, s.batch(), 784)
        .forward((r, in) -> r.through("all", in.get(0)));
  }

  private static DjlNet lenet(WorkloadSize s) {
    SequentialBlock all =
        relu(conv(s.wide(20), 5))
            .add(halved())
            .add(relu(conv(s.wide(50), 5)))
            .add(halved())
            .add(Blocks.batchFlattenBlock())
            .add(relu(dense(s.wide(500))))
            .add(dense(10));
    return new DjlNet()
        .part("all", all, s.batch(), 1, 28, 28)
        .forward((r, in) -> r.through("all", in.get(0)));
  }

  /** Adds a text's embedding and LSTM; {@link #read} applies them. */
  private static DjlNet reading(
      DjlNet net, String text, int vocabulary, int length, WorkloadSize s) {
    int u = s.wide(64);
    LSTM lstm =
        LSTM.builder()
            .setNumLayers(1)
            .setStateSize(u)
            .optReturnState(false)
            .optBatchFirst(true)
            .build();
    return net.part(text + "_ids", new DjlNet.Ids(vocabulary, u), s.batch(), length)
        .part(text + "_lstm", lstm, s.batch(), length, u);
  }

  private static NDArray read(DjlNet.Run run, String text, NDArray ids) {
    return run.through(text + "_lstm", run.through(text + "_ids", ids)).get(":, -1, :");
  }

  private static DjlNet lstm(WorkloadSize s) {
    return reading(new DjlNet(), "text", 1000, s.length(), s)
        .part("head", relu(dense(s.wide(128))).add(dense(10)), s.batch(), s.wide(64))
        .forward((r, in) -> r.through("head", read(r, "text", in.get(0))));
  }

  private static DjlNet imageText(WorkloadSize s) {
    int d = s.wide(128);
    SequentialBlock image =
        relu(conv(s.wide(32), 3)).add(Blocks.batchFlattenBlock()).add(relu(dense(d)));
    return reading(new DjlNet(), "text", 1000, s.length(), s)
        .part("image", image, s.batch(), 3, 64, 64)
        .part("words", relu(dense(d)), s.batch(), s.wide(64))
        .part("head", dense(10), s.batch(), 2L * d)
        .forward(
            (r, in) -> {
              NDArray words = r.through("words", read(r, "text", in.get(1)));
              return r.through("head", r.through("image", in.get(0)).concat(words, 1));
            });
  }

  private static DjlNet twoTexts(WorkloadSize s) {
    DjlNet net = reading(new DjlNet(), "title", 5000, Math.max(1, s.length() / 5), s);
    return reading(net, "body", 5000, s.length(), s)
        .part("head", relu(dense(s.wide(64))).add(dense(4)), s.batch(), 2L * s.wide(64))
        .forward(
            (r, in) -> {
              NDArray title = read(r, "title", in.get(0));
              return r.through("head", title.concat(read(r, "body", in.get(1)), 1));
            });
  }

  private static SequentialBlock convolved(int filters, int kernel, int strides) {
    return new SequentialBlock()
        .add(
            Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(new Shape(kernel, kernel))
                .optStride(new Shape(strides, strides))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(false)
                .build())
        .add(BatchNorm.builder().optEpsilon(1e-3f).optMomentum(0.99f).build());
  }

  private static DjlNet resnet20(WorkloadSize s) {
    SequentialBlock all = relu(convolved(s.wide(16), 3, 1));
    for (int stage = 0; stage < 3; stage++) {
      int filters = s.wide(16 << stage);
      for (int block = 0; block < 3; block++) {
        int strides = stage > 0 && block == 0 ? 2 : 1;
        SequentialBlock way = relu(convolved(filters, 3, strides)).add(convolved(filters, 3, 1));
        Block shortcut = strides > 1 ? convolved(filters, 1, strides) : Blocks.identityBlock();
        all.add(
            new ParallelBlock(
                ends ->
                    new NDList(
                        ends.get(0)
                            .singletonOrThrow()
                            .add(ends.get(1).singletonOrThrow())
                            .getNDArrayInternal()
                            .relu()),
                List.of(way, shortcut)));
      }
    }
    all.add(Pool.globalAvgPool2dBlock()).add(dense(10));
    return new DjlNet()
        .part("all", all, s.batch(), 3, 32, 32)
        .forward((r, in) -> r.through("all", in.get(0)));
  }

  private static DjlNet embeddingAverage(WorkloadSize s) {
    int u = s.wide(64);
    return new DjlNet()
        .part("ids", new DjlNet.Ids(50000, u), s.batch(), s.length())
        .part("head", dense(10), s.batch(), u)
        .forward((r, in) -> r.through("head", r.through("ids", in.get(0)).mean(new int[] {1})));
  }

  private static DjlNet small(WorkloadSize s) {
    SequentialBlock all = relu(dense(s.wide(64))).add(relu(dense(s.wide(64)))).add(dense(10));
    return new DjlNet()
        .part("all", all, s.batch(), 32)
        .forward((r, in) -> r.through("all", in.get(0).concat(in.get(1), 1)));
  }

  private static DjlNet wideDeep(WorkloadSize s) {
    SequentialBlock deep = relu(dense(s.wide(256))).add(relu(dense(s.wide(128)))).add(dense(1));
    DjlNet net = new DjlNet().part("deep", deep, s.batch(), (long) COLUMNS * s.wide(16));
    for (int c = 0; c < COLUMNS; c++) {
      net.part("deep_" + c, new DjlNet.Ids(1000, s.wide(16)), s.batch());
      net.part("wide_" + c, new DjlNet.Ids(1000, 1), s.batch());
    }
    return net.forward(
        (r, in) -> {
          NDList embedded = new NDList();
          for (int c = 0; c < COLUMNS; c++) {
            embedded.add(r.through("deep_" + c, in.get(c).squeeze(1)));
          }
          NDArray sum = r.through("deep", NDArrays.concat(embedded, 1));
          for (int c = 0; c < COLUMNS; c++) {
            sum = sum.add(r.through("wide_" + c, in.get(c).squeeze(1)));
          }
          return sum;
        });
  }
}
