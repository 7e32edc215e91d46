package dev.braid.internal.training;

import dev.braid.Callback;
import dev.braid.internal.logs.LogName;
import dev.braid.internal.logs.ScoreDirection;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A model small enough to be right by inspection: one line an output, trained by SGD on MSE. */
public class LinearModel implements TrainableModel<LinearBatch> {
  public final List<float[]> weights = new ArrayList<>();
  private final List<String> outputs;
  private final Map<String, Double> lossWeights = new HashMap<>();
  private double rate = 0.1;
  private long iterations;

  public LinearModel(String... outputs) {
    this.outputs = List.of(outputs);
    for (String output : outputs) {
      weights.add(new float[] {0, 0});
      lossWeights.put(output, 1.0);
    }
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public List<String> outputs() {
    return outputs;
  }

  @Override
  public List<String> lossOutputs() {
    return outputs;
  }

  @Override
  public List<LogName> metrics() {
    return outputs.stream()
        .flatMap(
            output ->
                List.of(
                    LogName.training(prefix(output), "mae", ScoreDirection.MIN),
                    LogName.training(prefix(output), "hits", ScoreDirection.MAX))
                    .stream())
        .toList();
  }

  private String prefix(String output) {
    return outputs.size() > 1 ? output : "";
  }

  private String log(String output, String metric) {
    return outputs.size() > 1 ? output + "_" + metric : metric;
  }

  @Override
  public MeasuredSteps<LinearBatch> training() {
    return new LinearSteps(true);
  }

  @Override
  public MeasuredSteps<LinearBatch> testing() {
    return new LinearSteps(false);
  }

  private final class LinearSteps implements MeasuredSteps<LinearBatch> {
    private final boolean train;
    private final double[] errors = new double[outputs.size()];
    private final double[] hits = new double[outputs.size()];
    private int rows;

    LinearSteps(boolean train) {
      this.train = train;
    }

    @Override
    public void begin() {
      Arrays.fill(errors, 0);
      Arrays.fill(hits, 0);
      rows = 0;
    }

    @Override
    public void close() {
      // carries no states
    }

    @Override
    public StepResult step(LinearBatch batch) {
      int n = batch.x().length;
      double total = 0;
      List<Double> losses = new ArrayList<>();
      List<float[]> next = new ArrayList<>();
      for (int k = 0; k < outputs.size(); k++) {
        float[] line = weights.get(k);
        double loss = 0;
        double gradient = 0;
        double shift = 0;
        for (int i = 0; i < n; i++) {
          double error = line[0] * batch.x()[i] + line[1] - batch.y()[k][i];
          loss += error * error / n;
          gradient += 2 * error * batch.x()[i] / n;
          shift += 2 * error / n;
          errors[k] += Math.abs(error);
          hits[k] += Math.abs(error) < 0.1 ? 1 : 0;
        }
        if (train && !Double.isFinite(loss)) {
          return StepResult.refused(
              n, loss, new NonFiniteValue("loss", loss, outputs.get(k), "line_" + k));
        }
        double weight = lossWeights.get(outputs.get(k));
        losses.add(loss);
        total += weight * loss;
        next.add(
            new float[] {
              (float) (line[0] - rate * weight * gradient),
              (float) (line[1] - rate * weight * shift)
            });
      }
      rows += n;
      if (train) {
        weights(next);
        iterations++;
      }
      return StepResult.of(n, total, losses);
    }

    @Override
    public Map<String, Double> metrics() {
      Map<String, Double> results = new HashMap<>();
      for (int k = 0; k < outputs.size(); k++) {
        results.put(log(outputs.get(k), "mae"), errors[k] / rows);
        results.put(log(outputs.get(k), "hits"), hits[k] / rows);
      }
      return results;
    }
  }

  @Override
  public double learningRate() {
    return rate;
  }

  @Override
  public void learningRate(double value) {
    rate = value;
  }

  @Override
  public void setLossWeight(String output, double weight) {
    lossWeights.put(output, weight);
  }

  @Override
  public long iterations() {
    return iterations;
  }

  @Override
  public List<float[]> weights() {
    return weights.stream().map(float[]::clone).toList();
  }

  @Override
  public void weights(List<float[]> values) {
    weights.clear();
    values.forEach(value -> weights.add(value.clone()));
  }

  @Override
  public List<String> weightPaths() {
    return outputs.stream().map(output -> output + "/kernel").toList();
  }

  @Override
  public List<Callback.Node> graph() {
    List<Callback.Node> nodes = new ArrayList<>();
    nodes.add(new Callback.Node("x", "InputLayer", List.of()));
    outputs.forEach(output -> nodes.add(new Callback.Node(output, "Dense", List.of("x"))));
    return nodes;
  }

  @Override
  public void writeState(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeDouble(rate);
    data.writeLong(iterations);
    for (float[] line : weights) {
      data.writeFloat(line[0]);
      data.writeFloat(line[1]);
    }
    data.flush();
  }

  @Override
  public void readState(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    rate = data.readDouble();
    iterations = data.readLong();
    for (float[] line : weights) {
      line[0] = data.readFloat();
      line[1] = data.readFloat();
    }
  }

  @Override
  public void save(Path file) throws IOException {
    Files.writeString(file, "model " + text());
  }

  @Override
  public void saveWeights(Path file) throws IOException {
    Files.writeString(file, "weights " + text());
  }

  public String text() {
    return weights.stream().map(Arrays::toString).toList().toString();
  }
}
