package dev.braid.engine.fast;

import dev.braid.engine.threads.OpenMp;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Pointer;

/**
 * A convolution of one shape by oneDNN.
 *
 * <p>Pictures and volumes stay channels-last; the kernel, whose last axes are channels and filters,
 * is turned each time into the blocks that oneDNN likes best, for with plain kernels it falls back
 * on slow code.
 */
public final class Convolver {
  /** To turn a number around takes as long as so many multiplications. */
  private static final long TURNING = 16;

  private static final Recent<Shape, Convolver> MADE = new Recent<>(128);

  private final Shape shape;
  private final memory.desc source;
  private final memory.desc result;
  private final memory.desc blocks;
  private final memory.desc plain;
  private final memory.desc bias;
  private final convolution_forward.primitive_desc how;
  private final Primitive forward;
  private final Primitive pack;
  private Primitive toWeights;
  private Primitive unpack;
  private Primitive toInput;
  private Primitive packForInput;

  private record Shape(Sliding window, boolean bias, boolean relu) {}

  /** The convolution; with relu its result is cut at zero. */
  public static Convolver of(Sliding window, boolean bias, boolean relu) {
    return MADE.get(
        new Shape(window, bias, relu),
        missing -> OpenMp.make(window.work(), () -> new Convolver(missing)));
  }

  private Convolver(Shape shape) {
    this.shape = shape;
    Sliding w = shape.window;
    source = picture(w.input());
    result = picture(w.output());
    blocks = new memory.desc(w.kernel(), memory.data_type.f32, memory.format_tag.any);
    plain = new memory.desc(w.kernel(), memory.data_type.f32, w.kernelStrides());
    bias = new memory.desc(new long[] {w.filters()}, memory.data_type.f32, memory.format_tag.x);
    how =
        new convolution_forward.primitive_desc(
            forwardWhat(), OneDnn.attributes(false, shape.relu), OneDnn.engine());
    memory packed = new memory(how.weights_desc(), OneDnn.engine());
    forward =
        new Primitive(new convolution_forward(how), how)
            .argument(dnnl.DNNL_ARG_SRC, source)
            .argument(dnnl.DNNL_ARG_WEIGHTS, packed)
            .argument(dnnl.DNNL_ARG_DST, result);
    if (shape.bias) {
      forward.argument(dnnl.DNNL_ARG_BIAS, bias);
    }
    pack = packing(packed);
  }

  static memory.desc picture(long... shape) {
    return new memory.desc(
        shape,
        memory.data_type.f32,
        shape.length == 5 ? memory.format_tag.ndhwc : memory.format_tag.nhwc);
  }

  private Primitive packing(memory packed) {
    memory from = new memory(plain, OneDnn.engine(), new Pointer());
    return turning(from, packed);
  }

  private static Primitive turning(memory from, memory to) {
    long numbers = from.get_desc().get_size() / Float.BYTES;
    return OpenMp.make(
        numbers * TURNING,
        () ->
            new Primitive(new reorder(from, to))
                .argument(dnnl.DNNL_ARG_FROM, from)
                .argument(dnnl.DNNL_ARG_TO, to));
  }

  private convolution_forward.desc forwardWhat() {
    Sliding w = shape.window;
    int kind = dnnl.dnnl_forward_training;
    int algorithm = dnnl.dnnl_convolution_direct;
    long[] strides = Sliding.numbers(w.strides());
    long[] dilation = w.gaps();
    long[] before = Sliding.numbers(w.before());
    long[] after = Sliding.numbers(w.after());
    return shape.bias
        ? new convolution_forward.desc(
            kind, algorithm, source, blocks, bias, result, strides, dilation, before, after)
        : new convolution_forward.desc(
            kind, algorithm, source, blocks, result, strides, dilation, before, after);
  }

  /** Writes the result; the bias is null where there is none. */
  public synchronized void forward(Floats x, Floats kernel, Floats given, Floats out) {
    pack.at(dnnl.DNNL_ARG_FROM, kernel).run();
    forward.at(dnnl.DNNL_ARG_SRC, x).at(dnnl.DNNL_ARG_DST, out);
    if (shape.bias) {
      forward.at(dnnl.DNNL_ARG_BIAS, given);
    }
    forward.run();
  }

  /** Writes the gradients of kernel and, where there is one, bias. */
  public synchronized void weights(Floats x, Floats slope, Floats kernel, Floats given) {
    if (toWeights == null) {
      toWeights = OpenMp.make(shape.window.work(), this::makeWeights);
    }
    toWeights.at(dnnl.DNNL_ARG_SRC, x).at(dnnl.DNNL_ARG_DIFF_DST, slope);
    if (shape.bias) {
      toWeights.at(dnnl.DNNL_ARG_DIFF_BIAS, given);
    }
    toWeights.run();
    unpack.at(dnnl.DNNL_ARG_TO, kernel).run();
  }

  private Primitive makeWeights() {
    Sliding w = shape.window;
    int algorithm = dnnl.dnnl_convolution_direct;
    long[] strides = Sliding.numbers(w.strides());
    long[] dilation = w.gaps();
    long[] before = Sliding.numbers(w.before());
    long[] after = Sliding.numbers(w.after());
    convolution_backward_weights.desc what =
        shape.bias
            ? new convolution_backward_weights.desc(
                algorithm, source, blocks, bias, result, strides, dilation, before, after)
            : new convolution_backward_weights.desc(
                algorithm, source, blocks, result, strides, dilation, before, after);
    convolution_backward_weights.primitive_desc way =
        new convolution_backward_weights.primitive_desc(
            what, OneDnn.attributes(), OneDnn.engine(), how);
    memory packed = new memory(way.diff_weights_desc(), OneDnn.engine());
    Primitive kernels =
        new Primitive(new convolution_backward_weights(way), way)
            .argument(dnnl.DNNL_ARG_SRC, source)
            .argument(dnnl.DNNL_ARG_DIFF_DST, result)
            .argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, packed);
    if (shape.bias) {
      kernels.argument(dnnl.DNNL_ARG_DIFF_BIAS, bias);
    }
    memory to = new memory(plain, OneDnn.engine(), new Pointer());
    unpack = turning(packed, to);
    return kernels;
  }

  /** Writes the slope by the input. */
  public synchronized void input(Floats slope, Floats kernel, Floats back) {
    if (toInput == null) {
      toInput = OpenMp.make(shape.window.work(), this::makeInput);
    }
    packForInput.at(dnnl.DNNL_ARG_FROM, kernel).run();
    toInput.at(dnnl.DNNL_ARG_DIFF_DST, slope).at(dnnl.DNNL_ARG_DIFF_SRC, back).run();
  }

  private Primitive makeInput() {
    Sliding w = shape.window;
    convolution_backward_data.primitive_desc way =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                dnnl.dnnl_convolution_direct,
                source,
                blocks,
                result,
                Sliding.numbers(w.strides()),
                w.gaps(),
                Sliding.numbers(w.before()),
                Sliding.numbers(w.after())),
            OneDnn.attributes(),
            OneDnn.engine(),
            how);
    memory packed = new memory(way.weights_desc(), OneDnn.engine());
    packForInput = packing(packed);
    return new Primitive(new convolution_backward_data(way), way)
        .argument(dnnl.DNNL_ARG_WEIGHTS, packed)
        .argument(dnnl.DNNL_ARG_DIFF_DST, result)
        .argument(dnnl.DNNL_ARG_DIFF_SRC, source);
  }
}
