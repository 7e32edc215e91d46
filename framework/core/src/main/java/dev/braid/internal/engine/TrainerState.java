package dev.braid.internal.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads and writes the state of a run, so that a resumed run continues with identical results. */
final class TrainerState {
  private static final int MAGIC = 0x42524149;

  private final Trainer trainer;
  private final Network network;

  TrainerState(Trainer trainer, Network network) {
    this.trainer = trainer;
    this.network = network;
  }

  void write(OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    Map<String, INDArray> state = new LinkedHashMap<>();
    List<float[]> weights =
        network.read(
            () -> {
              state.putAll(trainer.updater().state());
              return trainer.weights();
            });
    out.writeInt(MAGIC);
    out.writeInt(weights.size());
    for (int i = 0; i < weights.size(); i++) {
      out.writeUTF(network.weights().get(i).path());
      write(out, weights.get(i));
    }
    out.writeInt(state.size());
    for (Map.Entry<String, INDArray> entry : state.entrySet()) {
      out.writeUTF(entry.getKey());
      write(out, entry.getValue());
    }
    out.writeLong(trainer.seed());
    out.writeDouble(trainer.fixedRate());
    for (double weight : trainer.lossWeights()) {
      out.writeDouble(weight);
    }
    out.flush();
  }

  void read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    List<Network.StoredWeight> weights = network.weights();
    if (in.readInt() != MAGIC || in.readInt() != weights.size()) {
      throw new IOException("this is not the state of the model \"" + trainer.name() + "\"");
    }
    List<float[]> values = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      String path = in.readUTF();
      float[] weight = readFloats(in, weights.get(i).cell().spec().length());
      if (!path.equals(weights.get(i).path())) {
        throw new IOException(
            "the state holds the weight " + path + " where the model has " + weights.get(i).path());
      }
      values.add(weight);
    }
    Map<String, INDArray> state = trainer.updater().state();
    int count = in.readInt();
    if (count != state.size()) {
      throw new IOException("the state is of another optimizer");
    }
    for (int i = 0; i < count; i++) {
      String name = in.readUTF();
      INDArray array = state.get(name);
      if (array == null) {
        throw new IOException("the state is of another optimizer: it has " + name);
      }
      read(in, array);
    }
    network.change(
        () -> {
          network.assign(values);
          trainer.updater().restore(state);
        });
    trainer.seed(in.readLong());
    trainer.learningRate(in.readDouble());
    for (int i = 0; i < trainer.lossWeights().length; i++) {
      trainer.lossWeights()[i] = in.readDouble();
    }
  }

  private static void write(DataOutputStream out, float[] values) throws IOException {
    out.writeLong(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  private static void write(DataOutputStream out, INDArray array) throws IOException {
    // as doubles, since scalars may be integers or doubles that a float cannot represent
    out.writeLong(array.length());
    double[] values = array.dup('c').data().asDouble();
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static float[] readFloats(DataInputStream in, long length) throws IOException {
    if (in.readLong() != length) {
      throw new IOException("a weight of the state has another size than the model's");
    }
    float[] values = new float[Math.toIntExact(length)];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  private static void read(DataInputStream in, INDArray into) throws IOException {
    if (in.readLong() != into.length()) {
      throw new IOException("the state is of another optimizer");
    }
    double[] values = new double[Math.toIntExact(into.length())];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    into.assign(Nd4j.createFromArray(values).reshape('c', into.shape()).castTo(into.dataType()));
  }
}
