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
 * The primitives of a {@link OneDnnConvolution}; those of each way are made when it is first gone.
 */
final class ConvolutionPrimitives implements PrimitiveCache.CachedPrimitives {
  private static final ThreadLocalScratchpad KERNEL = new ThreadLocalScratchpad();

  private final Shape shape;
  private final int count;
  private Reading forward;
  private ToWeights toWeights;
  private Reading toInput;

  /** A convolution; with relu its result is cut at zero. */
  record Shape(WindowGeometry window, boolean bias, boolean relu) {}

  private record Part(Primitive code, ConvolutionPart area, int number) {}

  ConvolutionPrimitives(Shape shape) {
    this.shape = shape;
    count = ParallelParts.count(shape.window.work());
  }

  @Override
  public long bytes() {
    return (forward == null ? 0 : bytes(forward.parts))
        + (toWeights == null ? 0 : bytes(toWeights.parts))
        + (toInput == null ? 0 : bytes(toInput.parts));
  }

  /** Those of the parts, and the one that turns the kernel. */
  private static long bytes(ParallelParts<Part> parts) {
    return Primitive.bytes(parts.count()) + Primitive.bytes(1);
  }

  @Override
  public void close() {
    if (forward != null) {
      forward.close();
    }
    if (toWeights != null) {
      toWeights.close();
    }
    if (toInput != null) {
      toInput.close();
    }
  }

  private memory.desc any() {
    return new memory.desc(shape.window.kernel(), memory.data_type.f32, memory.format_tag.any);
  }

  private memory.desc plain() {
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

  /** Brings a kernel into another order. */
  private static Primitive turning(memory.desc from, memory.desc to) {
    return new Primitive(new reorder(somewhere(from), somewhere(to)))
        .argument(dnnl.DNNL_ARG_FROM, from)
        .argument(dnnl.DNNL_ARG_TO, to);
  }

  private static memory somewhere(memory.desc shape) {
    return new memory(shape, OneDnn.engine(), new Pointer());
  }

  /** The parts, made for those areas. */
  private static ParallelParts<Part> parts(
      List<ConvolutionPart> areas, Function<WindowGeometry, Primitive> make) {
    return ParallelParts.of(
        areas.size(), i -> new Part(make.apply(areas.get(i).window()), areas.get(i), i));
  }

  /** A way that reads the kernel, which is brought into blocks first: the same for all parts. */
  private final class Reading {
    private final Primitive pack;
    private final long packed;
    private final ParallelParts<Part> parts;

    Reading(
        List<ConvolutionPart> areas,
        memory.desc blocks,
        BiFunction<WindowGeometry, memory.desc, Primitive> make) {
      pack = turning(plain(), blocks);
      packed = blocks.get_size();
      parts = parts(areas, w -> make.apply(w, blocks).argument(dnnl.DNNL_ARG_WEIGHTS, blocks));
    }

    /**
     * In memory that all convolutions of the thread share, since each call copies its kernel there.
     */
    void run(Floats kernel, Consumer<Part> work) {
      Pointer place = KERNEL.get(packed);
      pack.at(dnnl.DNNL_ARG_FROM, kernel).at(dnnl.DNNL_ARG_TO, place).run();
      parts.run(
          part -> {
            part.code.at(dnnl.DNNL_ARG_WEIGHTS, place);
            work.accept(part);
          });
    }

    void close() {
      pack.close();
      parts.close(part -> part.code.close());
    }
  }

  /** The forward pass of a part, whose kernel lies in those blocks. */
  private convolution_forward.primitive_desc how(WindowGeometry w, memory.desc blocks) {
    int kind = dnnl.dnnl_forward_training;
    int algorithm = dnnl.dnnl_convolution_direct;
    memory.desc source = image(w.input());
    memory.desc result = image(w.output());
    long[] strides = WindowGeometry.toLongs(w.strides());
    long[] before = WindowGeometry.toLongs(w.before());
    long[] after = WindowGeometry.toLongs(w.after());
    convolution_forward.desc what =
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
        what, OneDnn.attributes(false, shape.relu), OneDnn.engine());
  }

  private Reading makeForward() {
    List<ConvolutionPart> areas = ConvolutionPart.ofResult(shape.window, count);
    memory.desc best = how(areas.get(0).window(), any()).weights_desc();
    return new Reading(
        areas,
        best,
        (w, blocks) -> {
          convolution_forward.primitive_desc how = how(w, blocks);
          Primitive code =
              new Primitive(new convolution_forward(how), how)
                  .argument(dnnl.DNNL_ARG_SRC, image(w.input()))
                  .argument(dnnl.DNNL_ARG_DST, image(w.output()));
          return shape.bias ? code.argument(dnnl.DNNL_ARG_BIAS, bias()) : code;
        });
  }

  /** Writes the result; the bias is null where there is none. */
  void forward(Floats x, Floats kernel, Floats given, Floats out) {
    if (forward == null) {
      forward = Primitive.making(this::makeForward);
    }
    forward.run(
        kernel,
        part -> {
          part.code
              .at(dnnl.DNNL_ARG_SRC, x, part.area.input())
              .at(dnnl.DNNL_ARG_DST, out, part.area.output());
          if (shape.bias) {
            part.code.at(dnnl.DNNL_ARG_BIAS, given);
          }
          part.code.run();
        });
  }

  /** Writes the gradients of kernel and, where there is one, bias. */
  void weights(Floats x, Floats gradient, Floats kernel, Floats given) {
    if (toWeights == null) {
      toWeights = Primitive.making(ToWeights::new);
    }
    toWeights.run(x, gradient, kernel, given);
  }

  private final class ToWeights {
    private final ParallelParts<Part> parts;
    private final Primitive unpack;
    private final long numbers;

    ToWeights() {
      List<ConvolutionPart> areas = ConvolutionPart.ofResult(shape.window, count);
      memory.desc blocks = way(areas.get(0).window(), any()).diff_weights_desc();
      numbers = blocks.get_size() / Float.BYTES;
      unpack = turning(blocks, plain());
      parts =
          parts(
              areas,
              w -> {
                convolution_backward_weights.primitive_desc way = way(w, blocks);
                Primitive code =
                    new Primitive(new convolution_backward_weights(way), way)
                        .argument(dnnl.DNNL_ARG_SRC, image(w.input()))
                        .argument(dnnl.DNNL_ARG_DIFF_DST, image(w.output()))
                        .argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, blocks);
                return shape.bias ? code.argument(dnnl.DNNL_ARG_DIFF_BIAS, bias()) : code;
              });
    }

    private convolution_backward_weights.primitive_desc way(WindowGeometry w, memory.desc blocks) {
      int algorithm = dnnl.dnnl_convolution_direct;
      memory.desc source = image(w.input());
      memory.desc result = image(w.output());
      long[] strides = WindowGeometry.toLongs(w.strides());
      long[] before = WindowGeometry.toLongs(w.before());
      long[] after = WindowGeometry.toLongs(w.after());
      convolution_backward_weights.desc what =
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
          what, OneDnn.attributes(), OneDnn.engine(), how(w, any()));
    }

    /** Each part has a gradient of its own; they are added up. */
    void run(Floats x, Floats gradient, Floats kernel, Floats given) {
      List<Floats> kernels = new ArrayList<>();
      List<Floats> biases = new ArrayList<>();
      for (int i = 0; i < parts.count(); i++) {
        kernels.add(BufferPool.take(numbers));
        if (shape.bias) {
          biases.add(i == 0 ? given : BufferPool.take(shape.window.filters()));
        }
      }
      parts.run(
          part -> {
            part.code
                .at(dnnl.DNNL_ARG_SRC, x, part.area.input())
                .at(dnnl.DNNL_ARG_DIFF_DST, gradient, part.area.output())
                .at(dnnl.DNNL_ARG_DIFF_WEIGHTS, kernels.get(part.number));
            if (shape.bias) {
              part.code.at(dnnl.DNNL_ARG_DIFF_BIAS, biases.get(part.number));
            }
            part.code.run();
          });
      if (shape.bias) {
        BlockwiseLoops.sum(biases);
      }
      unpack.at(dnnl.DNNL_ARG_FROM, BlockwiseLoops.sum(kernels)).at(dnnl.DNNL_ARG_TO, kernel).run();
    }

    void close() {
      unpack.close();
      parts.close(part -> part.code.close());
    }
  }

  /** The way of a part back to the input. */
  private convolution_backward_data.primitive_desc back(WindowGeometry w, memory.desc blocks) {
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
        how(w, any()));
  }

  private Reading makeToInput() {
    List<ConvolutionPart> areas = ConvolutionPart.ofInput(shape.window, count);
    memory.desc best = back(areas.get(0).window(), any()).weights_desc();
    return new Reading(
        areas,
        best,
        (w, blocks) -> {
          convolution_backward_data.primitive_desc way = back(w, blocks);
          return new Primitive(new convolution_backward_data(way), way)
              .argument(dnnl.DNNL_ARG_DIFF_DST, image(w.output()))
              .argument(dnnl.DNNL_ARG_DIFF_SRC, image(w.input()));
        });
  }

  /** Writes the gradient with respect to the input. */
  void input(Floats gradient, Floats kernel, Floats back) {
    if (toInput == null) {
      toInput = Primitive.making(this::makeToInput);
    }
    toInput.run(
        kernel,
        part ->
            part.code
                .at(dnnl.DNNL_ARG_DIFF_DST, gradient, part.area.output())
                .at(dnnl.DNNL_ARG_DIFF_SRC, back, part.area.input())
                .run());
  }
}
