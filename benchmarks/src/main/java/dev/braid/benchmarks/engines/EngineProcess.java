package dev.braid.benchmarks.engines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.braid.benchmarks.workloads.Samples;
import dev.braid.benchmarks.workloads.Workload;
import dev.braid.benchmarks.workloads.WorkloadSize;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/** An engine in a separate process, that waits while others have their turn. */
public final class EngineProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Engine engine;
  private final Launch launch;
  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;
  private final String version;

  /** The result of one training measurement. */
  public record Training(double seconds, double[] losses) {}

  private EngineProcess(Engine engine, Launch launch) throws IOException, EngineException {
    this.engine = engine;
    this.launch = launch;
    this.process = launch.process(engine).start();
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try {
      this.version = answer().get("version").asText();
    } catch (IOException | EngineException failure) {
      process.destroy();
      throw failure;
    }
  }

  /**
   * Starts the engine and waits until it has loaded its libraries.
   *
   * @throws EngineException if it isn't installed or fails
   */
  public static EngineProcess start(Engine engine, Launch launch) throws EngineException {
    try {
      return new EngineProcess(engine, launch);
    } catch (IOException failure) {
      throw new EngineException("it could not be started: " + failure.getMessage());
    }
  }

  public Engine engine() {
    return engine;
  }

  public String version() {
    return version;
  }

  /** Builds model and data; the result is the number of trainable parameters. */
  public long setup(Workload workload, WorkloadSize size, int batches) throws EngineException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("do", "setup");
    request.put("workload", workload.name());
    request.put("size", size);
    request.put("batches", batches);
    if (engine.host() == Engine.Host.PYTHON) {
      request.put("data", data(workload, size, batches).toString());
    }
    return ask(request).get("parameters").asLong();
  }

  public Training train(int epochs) throws EngineException {
    JsonNode answer = ask(Map.of("do", "train", "epochs", epochs));
    return new Training(answer.get("seconds").asDouble(), doubles(answer.get("losses")));
  }

  /** Predicts the first rows repeatedly; returns the seconds of each prediction. */
  public double[] predict(String way, int rows, int times) throws EngineException {
    return doubles(
        ask(Map.of("do", "predict", "way", way, "rows", rows, "times", times)).get("seconds"));
  }

  /** The peak memory of the process in bytes; known only on Linux. */
  public OptionalLong peakMemory() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException elsewhere) {
      return OptionalLong.empty();
    }
  }

  private Path data(Workload workload, WorkloadSize size, int batches) throws EngineException {
    Path file = launch.folder().resolve(engine.id() + ".npz");
    try {
      new Samples(workload, size, batches).write(file);
      return file;
    } catch (IOException failure) {
      throw new EngineException("its data could not be written: " + failure.getMessage());
    }
  }

  private JsonNode ask(Map<String, ?> request) throws EngineException {
    try {
      requests.write(JSON.writeValueAsString(request) + "\n");
      requests.flush();
      return answer();
    } catch (IOException failure) {
      throw new EngineException("its process ended; see " + launch.log(engine));
    }
  }

  private JsonNode answer() throws IOException, EngineException {
    String line = answers.readLine();
    while (line != null && !line.startsWith("@")) {
      line = answers.readLine();
    }
    if (line == null) {
      throw new EngineException("its process ended; see " + launch.log(engine));
    }
    JsonNode answer = JSON.readTree(line.substring(1));
    if (answer.has("cannot")) {
      throw new EngineException(answer.get("cannot").asText());
    }
    if (answer.has("error")) {
      throw new EngineException("it failed: " + answer.get("error").asText());
    }
    return answer;
  }

  private static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
