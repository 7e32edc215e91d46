package dev.braid.callbacks;

import dev.braid.Callback;
import dev.braid.Logs;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A run with only the state that the decisions of a callback require. */
final class FakeRun implements Callback.Context {
  final List<String> messages = new ArrayList<>();
  List<float[]> weights = List.of(new float[] {0});
  Logs logs = Logs.none();
  float rate = 0.1f;
  boolean stopped;
  int epoch;

  @Override
  public String modelName() {
    return "fake";
  }

  @Override
  public int epoch() {
    return epoch;
  }

  @Override
  public int epochs() {
    return 20;
  }

  @Override
  public int steps() {
    return 1;
  }

  @Override
  public Logs logs() {
    return logs;
  }

  @Override
  public void log(String name, double value) {
    logs = logs.with(name, value);
  }

  @Override
  public void stopTraining() {
    stopped = true;
  }

  @Override
  public Callback.Ending ending() {
    return stopped ? Callback.Ending.STOPPED : Callback.Ending.RUNNING;
  }

  @Override
  public double learningRate() {
    return rate;
  }

  @Override
  public void learningRate(double value) {
    rate = (float) value;
  }

  @Override
  public void setLossWeight(String output, double weight) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<float[]> weights() {
    return weights;
  }

  @Override
  public void weights(List<float[]> values) {
    weights = values;
  }

  @Override
  public List<String> weightPaths() {
    return List.of("y/kernel");
  }

  @Override
  public List<Callback.Node> graph() {
    return List.of();
  }

  @Override
  public long iterations() {
    return 0;
  }

  @Override
  public List<String> logNames() {
    return List.of("score");
  }

  @Override
  public boolean directionKnown(String log) {
    return true;
  }

  @Override
  public boolean higherIsBetter(String log) {
    return false;
  }

  @Override
  public void save(Path file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void saveWeights(Path file) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void saveRun(OutputStream out) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void resumeRun(Callable<InputStream> from) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void tell(String message) {
    messages.add(message);
  }
}
