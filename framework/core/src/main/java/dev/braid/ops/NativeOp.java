package dev.braid.ops;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Runs native operations with integer options. */
final class NativeOp {
  private NativeOp() {}

  static INDArray[] all(INDArray... arrays) {
    return arrays;
  }

  static void run(String name, INDArray[] inputs, INDArray[] outputs, long... options) {
    DynamicCustomOp op =
        DynamicCustomOp.builder(name).addInputs(inputs).addOutputs(outputs).build();
    op.addIArgument(options);
    Nd4j.exec(op);
  }
}
