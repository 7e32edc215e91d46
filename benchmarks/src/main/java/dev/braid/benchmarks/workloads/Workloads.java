package dev.braid.benchmarks.workloads;

import static dev.braid.Braid.*;

import dev.braid.Model;
import dev.braid.Padding;
import dev.braid.Tensor;
import dev.braid.benchmarks.workloads.InputData.Ids;
import dev.braid.benchmarks.workloads.InputData.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The workloads, with Braid's models. */
public final class Workloads {
  private static final int COLUMNS = 26;

  /** In the order of the table. */
  public static final List<Workload> ALL =
      List.of(
          new Workload(
              "mlp",
              "MLP 784-512-512-10",
              new WorkloadSize(128, 0, 1),
              64,
              10,
              s -> List.of(new Numbers("x", 784)),
              Workloads::mlp),
          new Workload(
              "lenet",
              "LeNet, 28x28",
              new WorkloadSize(64, 0, 1),
              32,
              10,
              s -> List.of(new Numbers("image", 28, 28, 1)),
              Workloads::lenet),
          new Workload(
              "lstm",
              "embedding, LSTM 64",
              new WorkloadSize(32, 100, 1),
              32,
              10,
              s -> List.of(new Ids("text", 1000, s.length(), false)),
              Workloads::oneText),
          new Workload(
              "image_text",
              "image and text, 15.8 M",
              new WorkloadSize(32, 100, 1),
              8,
              10,
              s ->
                  List.of(
                      new Numbers("image", 64, 64, 3), new Ids("text", 1000, s.length(), false)),
              Workloads::imageText),
          new Workload(
              "two_texts",
              "two texts, two LSTMs",
              new WorkloadSize(32, 100, 1),
              32,
              4,
              s ->
                  List.of(
                      new Ids("title", 5000, titleLength(s), false),
                      new Ids("body", 5000, s.length(), false)),
              Workloads::twoTexts),
          new Workload(
              "bigru",
              "masked bidirectional GRU 128",
              new WorkloadSize(32, 60, 1),
              16,
              10,
              s -> List.of(new Ids("text", 5000, s.length(), true)),
              Workloads::bigru),
          new Workload(
              "resnet20",
              "ResNet-20, 32x32x3",
              new WorkloadSize(32, 0, 1),
              8,
              10,
              s -> List.of(new Numbers("image", 32, 32, 3)),
              Workloads::resnet20),
          new Workload(
              "transformer",
              "Transformer encoder, 2 blocks",
              new WorkloadSize(32, 64, 1),
              16,
              10,
              s -> List.of(new Ids("text", 5000, s.length(), false)),
              Workloads::transformer),
          new Workload(
              "embedding_average",
              "embedding 50,000 x 64, average",
              new WorkloadSize(256, 100, 1),
              16,
              10,
              s -> List.of(new Ids("text", 50000, s.length(), false)),
              Workloads::embeddingAverage),
          new Workload(
              "small",
              "small net, two inputs",
              new WorkloadSize(32, 0, 1),
              256,
              10,
              s -> List.of(new Numbers("a", 20), new Numbers("b", 12)),
              Workloads::small),
          new Workload(
              "wide_deep",
              "wide & deep, 26 columns",
              new WorkloadSize(512, 0, 1),
              32,
              2,
              s ->
                  IntStream.range(0, COLUMNS)
                      .<InputData>mapToObj(c -> new Ids(column(c), 1000, 1, false))
                      .toList(),
              Workloads::wideDeep));

  private Workloads() {}

  /** The workload with a name. */
  public static Workload named(String name) {
    return ALL.stream()
        .filter(w -> w.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown workload \""
                        + name
                        + "\"; expected one of "
                        + ALL.stream().map(Workload::name).collect(Collectors.joining(", "))));
  }

  private static Model mlp(WorkloadSize s) {
    Tensor x = input("x", 784);
    Tensor hidden = x.then(dense(s.wide(512), RELU)).then(dense(s.wide(512), RELU));
    return Model.inputs(x).outputs(hidden.then(dense(10, SOFTMAX)));
  }

  private static Model lenet(WorkloadSize s) {
    Tensor image = input("image", 28, 28, 1);
    Tensor seen =
        image
            .then(conv2d(s.wide(20), 5, RELU))
            .then(maxPooling2d(2))
            .then(conv2d(s.wide(50), 5, RELU))
            .then(maxPooling2d(2))
            .then(flatten())
            .then(dense(s.wide(500), RELU));
    return Model.inputs(image).outputs(seen.then(dense(10, SOFTMAX)));
  }

  private static Tensor reading(Tensor text, int vocabulary, WorkloadSize s) {
    return text.then(embedding(vocabulary, s.wide(64))).then(lstm(s.wide(64)));
  }

  private static Model oneText(WorkloadSize s) {
    Tensor text = input("text", s.length());
    Tensor read = reading(text, 1000, s).then(dense(s.wide(128), RELU));
    return Model.inputs(text).outputs(read.then(dense(10, SOFTMAX)));
  }

  private static Model imageText(WorkloadSize s) {
    Tensor image = input("image", 64, 64, 3);
    Tensor text = input("text", s.length());
    Tensor seen =
        image.then(conv2d(s.wide(32), 3, RELU)).then(flatten()).then(dense(s.wide(128), RELU));
    Tensor words = reading(text, 1000, s).then(dense(s.wide(128), RELU));
    Tensor label = concatenate(seen, words).then(dense(10, SOFTMAX));
    return Model.inputs(image, text).outputs(label);
  }

  private static int titleLength(WorkloadSize s) {
    return Math.max(1, s.length() / 5);
  }

  private static Model twoTexts(WorkloadSize s) {
    Tensor title = input("title", titleLength(s));
    Tensor body = input("body", s.length());
    Tensor both = concatenate(reading(title, 5000, s), reading(body, 5000, s));
    Tensor label = both.then(dense(s.wide(64), RELU)).then(dense(4, SOFTMAX));
    return Model.inputs(title, body).outputs(label);
  }

  private static Model bigru(WorkloadSize s) {
    Tensor text = input("text", s.length());
    Tensor read =
        text.then(embedding(5000, s.wide(64)).maskZero()).then(bidirectional(gru(s.wide(128))));
    return Model.inputs(text).outputs(read.then(dense(10, SOFTMAX)));
  }

  private static Tensor convolved(Tensor x, int filters, int kernel, int strides) {
    return x.then(conv2d(filters, kernel).strides(strides).padding(Padding.SAME).useBias(false))
        .then(batchNormalization());
  }

  private static Model resnet20(WorkloadSize s) {
    Tensor image = input("image", 32, 32, 3);
    Tensor x = convolved(image, s.wide(16), 3, 1).then(activation(RELU));
    for (int stage = 0; stage < 3; stage++) {
      int filters = s.wide(16 << stage);
      for (int block = 0; block < 3; block++) {
        int strides = stage > 0 && block == 0 ? 2 : 1;
        Tensor way = convolved(x, filters, 3, strides).then(activation(RELU));
        way = convolved(way, filters, 3, 1);
        Tensor shortcut = strides > 1 ? convolved(x, filters, 1, strides) : x;
        x = add(way, shortcut).then(activation(RELU));
      }
    }
    return Model.inputs(image).outputs(x.then(globalAveragePooling2d()).then(dense(10, SOFTMAX)));
  }

  private static Model transformer(WorkloadSize s) {
    int d = s.wide(128);
    Tensor text = input("text", s.length());
    Tensor x = text.then(embedding(5000, d));
    for (int block = 0; block < 2; block++) {
      Tensor attended = multiHeadAttention(4, d / 4).apply(x, x);
      x = add(x, attended).then(layerNormalization());
      Tensor forward = x.then(dense(4L * d, RELU)).then(dense(d));
      x = add(x, forward).then(layerNormalization());
    }
    return Model.inputs(text).outputs(x.then(globalAveragePooling1d()).then(dense(10, SOFTMAX)));
  }

  private static Model embeddingAverage(WorkloadSize s) {
    Tensor text = input("text", s.length());
    Tensor average = text.then(embedding(50000, s.wide(64))).then(globalAveragePooling1d());
    return Model.inputs(text).outputs(average.then(dense(10, SOFTMAX)));
  }

  private static Model small(WorkloadSize s) {
    Tensor a = input("a", 20);
    Tensor b = input("b", 12);
    Tensor hidden = concatenate(a, b).then(dense(s.wide(64), RELU)).then(dense(s.wide(64), RELU));
    return Model.inputs(a, b).outputs(hidden.then(dense(10, SOFTMAX)));
  }

  private static String column(int number) {
    return "column_" + number;
  }

  private static Model wideDeep(WorkloadSize s) {
    List<Tensor> columns = new ArrayList<>();
    List<Tensor> embedded = new ArrayList<>();
    List<Tensor> sum = new ArrayList<>();
    for (int c = 0; c < COLUMNS; c++) {
      Tensor column = input(column(c), 1);
      columns.add(column);
      embedded.add(column.then(embedding(1000, s.wide(16))).then(flatten()));
      sum.add(column.then(embedding(1000, 1)).then(flatten()));
    }
    sum.add(
        concatenate(embedded.toArray(Tensor[]::new))
            .then(dense(s.wide(256), RELU))
            .then(dense(s.wide(128), RELU))
            .then(dense(1)));
    return Model.inputs(columns).outputs(add(sum.toArray(Tensor[]::new)).then(activation(SIGMOID)));
  }
}
