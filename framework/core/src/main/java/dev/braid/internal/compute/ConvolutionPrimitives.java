package dev.braid.internal.compute;

import dev.braid.internal.environment.OneDnn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Pointer;

/**
 * The primitives of a {@link OneDnnConvolution}; those of each pass are created at its first run.
 */
final class ConvolutionPrimitives implements PrimitiveCache.CachedPrimitives {
  private static final ThreadLocalScratchpad KERNEL = new ThreadLocalScratchpad();

  private final Shape shape;
  private final int count;
  private KernelPass forward;
  private WeightGradientPass weightsPass;
  private KernelPass inputPass;

  /** A convolution; with relu, negative results become zero. */
  record Shape(WindowGeometry window, boolean bias, boolean relu) {}

  private record Part(Primitive code, ConvolutionPart region, int index) {}

  ConvolutionPrimitives(Shape shape) {
    this.shape = shape;
    count = ParallelParts.count(shape.window.work());
  }

  @Override
  public long bytes() {
    return (forward == null ? 0 : bytes(forward.parts))
        + (weightsPass == null ? 0 : bytes(weightsPass.parts))
        + (inputPass == null ? 0 : bytes(inputPass.parts));
  }

  /** Returns the bytes of the pieces' primitives and of the one that reorders the kernel. */
  private static long bytes(ParallelParts<Part> parts) {
    return Primitive.bytes(parts.count()) + Primitive.bytes(1);
  }

  @Override
  public void close() {
    if (forward != null) {
      forward.close();
    }
    if (weightsPass != null) {
      weightsPass.close();
    }
    if (inputPass != null) {
      inputPass.close();
    }
  }

  private memory.desc anyLayout() {
    return new memory.desc(shape.window.kernel(), memory.data_type.f32, memory.format_tag.any);
  }

  private memory.desc plainLayout() {
    WindowGeometry w = shape.window;
    return new memory.desc(w.kernel(), memory.data_type.f32, w.kernelStrides());
  }

  private memory.desc bias() {
    long[] filters = {shape.window.filters()};
    return new memory.desc(filters, memory.data_type.f32, memory.format_tag.x);
  }

  static memory.desc image(long... shape) {
    return new memory.desc(
        shape,
        memory.data_type.f32,
        shape.length == 5 ? memory.format_tag.ndhwc : memory.format_tag.nhwc);
  }

  /** Returns a primitive that copies a kernel into another memory layout. */
  private static Primitive reordering(memory.desc from, memory.desc to) {
    return new Primitive(new reorder(unbound(from), unbound(to)))
        .argument(dnnl.DNNL_ARG_FROM, from)
        .argument(dnnl.DNNL_ARG_TO, to);
  }

  private static memory unbound(memory.desc shape) {
    return new memory(shape, OneDnn.engine(), new Pointer());
  }

  /** Creates a piece for each region. */
  private static ParallelParts<Part> parts(
      List<ConvolutionPart> regions, Function<WindowGeometry, Primitive> factory) {
    return ParallelParts.of(
        regions.size(), i -> new Part(factory.apply(regions.get(i).window()), regions.get(i), i));
  }

  /** A pass that reads the kernel, which is first copied into the blocked layout of all pieces. */
  private final class KernelPass {
    private final Primitive pack;
    private final long packed;
    private final ParallelParts<Part> parts;

    KernelPass(
        List<ConvolutionPart> regions,
        memory.desc blocks,
        BiFunction<WindowGeometry, memory.desc, Primitive> factory) {
      pack = reordering(plainLayout(), blocks);
      packed = blocks.get_size();
      parts = parts(regions, w -> factory.apply(w, blocks).argument(dnnl.DNNL_ARG_WEIGHTS, blocks));
    }

    /** Runs the pass; all convolutions of a thread share the memory of the reordered kernel. */
    void run(Floats kernel, Consumer<Part> work) {
      Pointer packedKernel = KERNEL.get(packed);
      pack.at(dnnl.DNNL_ARG_FROM, kernel).at(dnnl.DNNL_ARG_TO, packedKernel).run();
      parts.run(
          part -> {
            part.code.at(dnnl.DNNL_ARG_WEIGHTS, packedKernel);
            work.accept(part);
          });
    }

    void close() {
      pack.close();
      parts.close(part -> part.code.close());
    }
  }

  /** Returns the forward pass of a piece whose kernel is in the given layout. */
  private convolution_forward.primitive_desc forwardDescriptor(
      WindowGeometry w, memory.desc blocks) {
    int kind = dnnl.dnnl_forward_training;
    int algorithm = dnnl.dnnl_convolution_direct;
    memory.desc source = image(w.input());
    memory.desc result = image(w.output());
    long[] strides = WindowGeometry.toLongs(w.strides());
    long[] before = WindowGeometry.toLongs(w.before());
    long[] after = WindowGeometry.toLongs(w.after());
    convolution_forward.desc operation =
        shape.bias
            ? new convolution_forward.desc(
                kind,
                algorithm,
                source,
                blocks,
                bias(),
                result,
                strides,
                w.dilationFromZero(),
                before,
                after)
            : new convolution_forward.desc(
                kind,
                algorithm,
                source,
                blocks,
                result,
                strides,
                w.dilationFromZero(),
                before,
                after);
    return new convolution_forward.primitive_desc(
        operation, OneDnn.attributes(false, shape.relu), OneDnn.engine());
  }

  private KernelPass createForward() {
    List<ConvolutionPart> regions = ConvolutionPart.ofResult(shape.window, count);
    memory.desc layout = forwardDescriptor(regions.get(0).window(), anyLayout()).weights_desc();
    return new KernelPass(
        regions,
        layout,
        (w, blocks) -> {
          convolution_forward.primitive_desc descriptor = forwardDescriptor(w, blocks);
          Primitive code =
              new Primitive(new convolution_forward(descriptor), descriptor)
                  .argument(dnnl.DNNL_ARG_SRC, image(w.input()))
                  .argument(dnnl.DNNL_ARG_DST, image(w.output()));
          return shape.bias ? code.argument(dnnl.DNNL_ARG_BIAS, bias()) : code;
        });
  }

  /** Writes the result; the bias is null if the layer has none. */
  void forward(Floats x, Floats kernel, Floats biasValues, Floats out) {
    if (forward == null) {
      forward = Primitive.create(this::createForward);
    }
    forward.run(
        kernel,
        part -> {
          part.code
              .at(dnnl.DNNL_ARG_SRC, x, part.region.input())
              .at(dnnl.DNNL_ARG_DST, out, part.region.output());
          if (shape.bias) {
            part.code.at(dnnl.DNNL_ARG_BIAS, biasValues);
          }
          part.code.run();
        });
  }

  /** Writes the gradients of the kernel and of the bias, if any. */
  void weights(Floats x, Floats gradient, Floats kernelGradient, Floats biasGradient) {
    if (weightsPass == null) {
      weightsPass = Primitive.create(WeightGradientPass::new);
    }
    weightsPass.run(x, gradient, kernelGradient, biasGradient);
  }

  private final class WeightGradientPass {
    private final ParallelParts<Part> parts;
    private final Primitive unpack;
    private final long blockedLength;

    WeightGradientPass() {
      List<ConvolutionPart> regions = ConvolutionPart.ofResult(shape.window, count);
      memory.desc blocks =
          weightsDescriptor(regions.get(0).window(), anyLayout()).diff_weights_desc();
      blockedLength = blocks.get_size() / Float.BYTES;
      unpack = reordering(blocks, plainLayout());
      parts =
          parts(
              regions,
              w -> {
                convolution_backward_weights.primitive_desc descriptor =
                    weightsDescriptor(w, blocks);
                Primitive code =
                    new Primitive(new convolution_backward_weights(descriptor), descriptor)
                        .argument(dnnl.DNNL_ARG_SRC, image(w.input()))
                        .argument(dnnl.DNNL_ARG_DIFF_DST, image(w.output()))
                        .argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, blocks);
                return shape.bias ? code.argument(dnnl.DNNL_ARG_DIFF_BIAS, bias()) : code;
              });
    }

    private convolution_backward_weights.primitive_desc weightsDescriptor(
        WindowGeometry w, memory.desc blocks) {
      int algorithm = dnnl.dnnl_convolution_direct;
      memory.desc source = image(w.input());
      memory.desc result = image(w.output());
      long[] strides = WindowGeometry.toLongs(w.strides());
      long[] before = WindowGeometry.toLongs(w.before());
      long[] after = WindowGeometry.toLongs(w.after());
      convolution_backward_weights.desc operation =
          shape.bias
              ? new convolution_backward_weights.desc(
                  algorithm,
                  source,
                  blocks,
                  bias(),
                  result,
                  strides,
                  w.dilationFromZero(),
                  before,
                  after)
              : new convolution_backward_weights.desc(
                  algorithm, source, blocks, result, strides, w.dilationFromZero(), before, after);
      return new convolution_backward_weights.primitive_desc(
          operation, OneDnn.attributes(), OneDnn.engine(), forwardDescriptor(w, anyLayout()));
    }

    /** Runs the pass: each piece writes a separate gradient, and these are added. */
    void run(Floats x, Floats gradient, Floats kernelGradient, Floats biasGradient) {
      List<Floats> kernels = new ArrayList<>();
      List<Floats> biases = new ArrayList<>();
      for (int i = 0; i < parts.count(); i++) {
        kernels.add(BufferPool.take(blockedLength));
        if (shape.bias) {
          biases.add(i == 0 ? biasGradient : BufferPool.take(shape.window.filters()));
        }
      }
      parts.run(
          part -> {
            part.code
                .at(dnnl.DNNL_ARG_SRC, x, part.region.input())
                .at(dnnl.DNNL_ARG_DIFF_DST, gradient, part.region.output())
                .at(dnnl.DNNL_ARG_DIFF_WEIGHTS, kernels.get(part.index));
            if (shape.bias) {
              part.code.at(dnnl.DNNL_ARG_DIFF_BIAS, biases.get(part.index));
            }
            part.code.run();
          });
      if (shape.bias) {
        BlockwiseLoops.sum(biases);
      }
      unpack
          .at(dnnl.DNNL_ARG_FROM, BlockwiseLoops.sum(kernels))
          .at(dnnl.DNNL_ARG_TO, kernelGradient)
          .run();
    }

    void close() {
      unpack.close();
      parts.close(part -> part.code.close());
    }
  }

  /** Returns the backward pass of a piece to the input. */
  private convolution_backward_data.primitive_desc inputDescriptor(
      WindowGeometry w, memory.desc blocks) {
    return new convolution_backward_data.primitive_desc(
        new convolution_backward_data.desc(
            dnnl.dnnl_convolution_direct,
            image(w.input()),
            blocks,
            image(w.output()),
            WindowGeometry.toLongs(w.strides()),
            w.dilationFromZero(),
            WindowGeometry.toLongs(w.before()),
            WindowGeometry.toLongs(w.after())),
        OneDnn.attributes(),
        OneDnn.engine(),
        forwardDescriptor(w, anyLayout()));
  }

  private KernelPass createInputPass() {
    List<ConvolutionPart> regions = ConvolutionPart.ofInput(shape.window, count);
    memory.desc layout = inputDescriptor(regions.get(0).window(), anyLayout()).weights_desc();
    return new KernelPass(
        regions,
        layout,
        (w, blocks) -> {
          convolution_backward_data.primitive_desc descriptor = inputDescriptor(w, blocks);
          return new Primitive(new convolution_backward_data(descriptor), descriptor)
              .argument(dnnl.DNNL_ARG_DIFF_DST, image(w.output()))
              .argument(dnnl.DNNL_ARG_DIFF_SRC, image(w.input()));
        });
  }

  /** Writes the gradient with respect to the input. */
  void input(Floats gradient, Floats kernel, Floats inputGradient) {
    if (inputPass == null) {
      inputPass = Primitive.create(this::createInputPass);
    }
    inputPass.run(
        kernel,
        part ->
            part.code
                .at(dnnl.DNNL_ARG_DIFF_DST, gradient, part.region.output())
                .at(dnnl.DNNL_ARG_DIFF_SRC, inputGradient, part.region.input())
                .run());
  }
}
