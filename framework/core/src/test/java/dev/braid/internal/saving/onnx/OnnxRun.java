package dev.braid.internal.saving.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.braid.Model;
import dev.braid.Outputs;
import dev.braid.golden.GoldenComparison;
import dev.braid.ops.RecordedOperations.Elements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An exported model in ONNX Runtime. */
final class OnnxRun implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxRun(Path file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(file.toString(), options);
    }
  }

  /** Exports a model, runs the file, and compares the results with the model's predictions. */
  static void compare(Model model, Map<String, INDArray> x, Path folder, double tolerance)
      throws IOException, OrtException {
    Path file = folder.resolve("model.onnx");
    model.export(file);
    Outputs expected = model.predict(x);
    try (OnnxRun run = new OnnxRun(file)) {
      Map<String, INDArray> found = run.outputs(x);
      GoldenComparison near = new GoldenComparison();
      for (String name : model.outputNames()) {
        near.array(name, expected.get(name), found.get(name), tolerance);
      }
      near.assertAllNear();
    }
  }

  Map<String, NodeInfo> inputs() throws OrtException {
    return session.getInputInfo();
  }

  Map<String, NodeInfo> outputInfo() throws OrtException {
    return session.getOutputInfo();
  }

  Map<String, INDArray> outputs(Map<String, INDArray> x) throws OrtException {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
      TensorInfo info = (TensorInfo) input.getValue().getInfo();
      given.put(input.getKey(), tensor(x.get(input.getKey()), info.type));
    }
    Map<String, INDArray> found = new LinkedHashMap<>();
    try (OrtSession.Result result = session.run(given)) {
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
        OnnxTensor tensor = (OnnxTensor) output.getValue();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        found.put(
            output.getKey(),
            Nd4j.createFromArray(values).reshape('c', tensor.getInfo().getShape()));
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
    return found;
  }

  /** Returns the results for float inputs of any shapes. */
  Map<String, Elements> elements(Map<String, Elements> inputs) throws OrtException {
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    Map<String, Elements> found = new LinkedHashMap<>();
    for (String input : session.getInputNames()) {
      Elements each = inputs.get(input);
      FloatBuffer buffer = FloatBuffer.wrap(each.elements());
      given.put(input, OnnxTensor.createTensor(environment, buffer, each.shape()));
    }
    try (OrtSession.Result result = session.run(given)) {
      for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
        OnnxTensor tensor = (OnnxTensor) output.getValue();
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        found.put(output.getKey(), new Elements(tensor.getInfo().getShape(), values));
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
    return found;
  }

  private OnnxTensor tensor(INDArray array, OnnxJavaType type) throws OrtException {
    float[] values = array.dup('c').data().asFloat();
    if (type == OnnxJavaType.INT32) {
      int[] integers = new int[values.length];
      Arrays.setAll(integers, i -> (int) values[i]);
      return OnnxTensor.createTensor(environment, IntBuffer.wrap(integers), array.shape());
    }
    if (type == OnnxJavaType.UINT8) {
      ByteBuffer bytes = ByteBuffer.allocateDirect(values.length);
      for (int i = 0; i < values.length; i++) {
        bytes.put(i, (byte) (int) values[i]);
      }
      return OnnxTensor.createTensor(environment, bytes, array.shape(), type);
    }
    if (type == OnnxJavaType.BOOL) {
      ByteBuffer truths = ByteBuffer.allocateDirect(values.length);
      for (int i = 0; i < values.length; i++) {
        truths.put(i, (byte) values[i]);
      }
      return OnnxTensor.createTensor(environment, truths, array.shape(), type);
    }
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), array.shape());
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
