package dev.braid.benchmarks.workers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.benchmarks.workloads.Samples;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import dev.braid.benchmarks.workloads.Workloads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The process of an engine in Java. Reads one JSON object per line from standard input and answers
 * with one line that starts with "@", like peers.py.
 */
public final class WorkerMain {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Worker worker;
  private final PrintStream out;

  WorkerMain(Worker worker, PrintStream out) {
    this.worker = worker;
    this.out = out;
  }

  /** Starts the process; the argument is the engine's name. */
  public static void main(String[] arguments) throws IOException {
    new WorkerMain(workerOf(arguments[0]), System.out).serve(System.in);
  }

  private static Worker workerOf(String engine) {
    return switch (engine) {
      case "braid" -> new BraidWorker();
      case "dl4j" -> new Dl4jWorker();
      case "djl" -> new DjlWorker();
      default -> throw new IllegalArgumentException("unknown Java engine " + engine);
    };
  }

  void serve(InputStream requests) throws IOException {
    try {
      write(Map.of("version", worker.version()));
    } catch (UnsupportedWorkloadException reason) {
      write(Map.of("cannot", reason.getMessage()));
      return;
    }
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(requests, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      write(answer(JSON.readTree(line)));
    }
  }

  private void write(Map<String, ?> answer) throws IOException {
    out.println("@" + JSON.writeValueAsString(answer));
    out.flush();
  }

  private Map<String, ?> answer(JsonNode request) throws IOException {
    try {
      return switch (request.get("do").asText()) {
        case "setup" -> setup(request);
        case "train" -> train(request.get("epochs").asInt());
        default -> predict(request.get("rows").asInt(), request.get("times").asInt());
      };
    } catch (UnsupportedWorkloadException reason) {
      return Map.of("cannot", reason.getMessage());
    } catch (RuntimeException | OutOfMemoryError failure) {
      return Map.of("error", failure.toString());
    }
  }

  private Map<String, ?> setup(JsonNode request) throws IOException {
    Workload workload = Workloads.named(request.get("workload").asText());
    WorkloadSize size = JSON.treeToValue(request.get("size"), WorkloadSize.class);
    Samples samples = new Samples(workload, size, request.get("batches").asInt());
    return Map.of("parameters", worker.setup(workload, size, samples));
  }

  private Map<String, ?> train(int epochs) {
    long start = System.nanoTime();
    double[] losses = worker.train(epochs);
    return Map.of("seconds", secondsSince(start), "losses", losses);
  }

  private Map<String, ?> predict(int rows, int times) {
    double[] seconds = new double[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      worker.predict(rows);
      seconds[i] = secondsSince(start);
    }
    return Map.of("seconds", seconds);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
