package dev.braid.internal.data.feeds;

import dev.braid.BatchSource;
import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.SelfCheckingData;
import dev.braid.internal.data.DataLoader;
import dev.braid.internal.data.InputStage;
import dev.braid.internal.data.Minibatch;
import dev.braid.internal.data.TrainingData;
import dev.braid.internal.data.checks.ShouldBeBatch;
import dev.braid.internal.data.checks.ShouldBeCompiled;
import dev.braid.internal.data.checks.ShouldBeValidOption;
import dev.braid.internal.data.checks.ShouldHaveEnoughBatches;
import dev.braid.internal.data.checks.ShouldNotBeEmpty;
import dev.braid.internal.data.checks.ShouldNotRepeatArgument;
import dev.braid.internal.environment.Environment;
import dev.braid.internal.random.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Prepares the data of one call: checks everything that the call passes, then loads its batches.
 *
 * <p>All problems of a call are reported in one {@link StructureException}. A preparation serves
 * one call and keeps nothing of the model. Closing it ends the use of a single batch; loaders are
 * closed by themselves.
 */
public final class DataPreparation implements AutoCloseable {
  private static final int DEFAULT_BATCH_SIZE = 32;

  private final ModelSignature model;
  private final InputStage stage;
  private final DataType type;
  private final List<Problem> problems = new ArrayList<>();
  private String call = "";
  private boolean drew;
  private BatchBuffers buffers;

  private DataPreparation(ModelSignature model, InputStage stage, DataType type) {
    Environment.start();
    this.model = model;
    this.stage = stage;
    this.type = type;
  }

  /** A preparation for a model that computes in float32. */
  public static DataPreparation of(ModelSignature model) {
    return of(model, DataType.FLOAT);
  }

  /**
   * The same for a model with layers before the numeric graph.
   *
   * @param stage what is computed on the inputs
   */
  public static DataPreparation of(ModelSignature model, InputStage stage) {
    return new DataPreparation(model, stage, DataType.FLOAT);
  }

  /** A preparation for a model that computes in the given type, FLOAT or DOUBLE. */
  public static DataPreparation of(ModelSignature model, DataType type) {
    return new DataPreparation(model, InputStage.none(model.inputs().size()), type);
  }

  // ---- calls

  /** Prepares the data of a fit: its training data and all validation data. */
  public TrainingData<Minibatch> fit(DataArguments data, Fit fit) {
    call = data.call("fit");
    new OptionChecks(problems).check(fit);
    CheckContext context = CheckContext.of(type, fit);
    Map<String, DataLoader<Minibatch>> validations = new LinkedHashMap<>();
    DataLoader<Minibatch> train;
    if (data.kind() == DataArguments.DataKind.STREAM) {
      checkRepeated(data, fit.batchSize());
      if (fit.validationSplit().isPresent()) {
        problems.add(ShouldNotRepeatArgument.split(data.stream()));
      }
      train = stream(data, context, fit.workers(), fit.shuffle());
    } else {
      train = split(checked(data, context), fit, validations);
    }
    int batchSize = fit.validationBatchSize().orElse(fit.batchSize().orElse(DEFAULT_BATCH_SIZE));
    for (Fit.Validation validation : fit.validations()) {
      DataArguments held = DataArguments.of(validation.x(), validation.y(), validation.weights());
      CheckContext named = context.ofValidation(validation.name());
      validations.put(
          validation.name(), loader(held, named, OptionalInt.empty(), batchSize, fit.workers()));
    }
    checkSteps("stepsPerEpoch", fit.stepsPerEpoch(), train);
    for (DataLoader<Minibatch> validation : validations.values()) {
      checkSteps("validationSteps", fit.validationSteps(), validation);
    }
    throwProblems();
    return new TrainingData<>(train, validations);
  }

  /** Prepares the data of an evaluation. */
  public DataLoader<Minibatch> evaluate(DataArguments data, Eval eval) {
    call = data.call("evaluate");
    new OptionChecks(problems).check(eval);
    return loader(data, CheckContext.of(type, eval), eval);
  }

  /** Prepares the inputs of a prediction; data that brings its own targets is accepted. */
  public DataLoader<Minibatch> predict(Object x, Eval eval) {
    call = "predict(x)";
    new OptionChecks(problems).check(eval);
    if (!eval.callbacks().isEmpty()) {
      checkCompiled();
    }
    if (eval.sampleWeight() != null) {
      problems.add(
          ShouldBeValidOption.problem("sampleWeight", "none, as nothing is measured", "weights"));
    }
    CheckContext context = CheckContext.of(type, eval).withoutTargets();
    return loader(DataArguments.of(x, null, null), context, eval);
  }

  /** Prepares the batch of {@code trainOnBatch(x, y)}. */
  public Minibatch trainOnBatch(DataArguments data) {
    return batch("trainOnBatch(x, y)", data, CheckContext.ofSingleBatch(type));
  }

  /** Prepares the batch of {@code testOnBatch(x, y)}. */
  public Minibatch testOnBatch(DataArguments data) {
    return batch("testOnBatch(x, y)", data, CheckContext.ofSingleBatch(type));
  }

  /** Prepares the batch of {@code predictOnBatch(x)}. */
  public Minibatch predictOnBatch(Object x) {
    DataArguments data = DataArguments.ofArrays(x, null, null);
    return batch("predictOnBatch(x)", data, CheckContext.ofSingleBatch(type).withoutTargets());
  }

  private Minibatch batch(String name, DataArguments data, CheckContext context) {
    call = name;
    CheckedArrays arrays = checked(data, context);
    throwProblems();
    buffers = BatchBuffers.acquire();
    return arrays.all(1, buffers);
  }

  @Override
  public void close() {
    if (buffers != null) {
      buffers.release();
      buffers = null;
    }
  }

  // ---- data sets

  private DataLoader<Minibatch> loader(DataArguments data, CheckContext context, Eval eval) {
    DataLoader<Minibatch> loader =
        loader(data, context, eval.batchSize(), DEFAULT_BATCH_SIZE, eval.workers());
    checkSteps("steps", eval.steps(), loader);
    throwProblems();
    return loader;
  }

  /**
   * A data set that is measured or predicted.
   *
   * @param batchSize the option that a stream must not be given; empty where it was not set
   */
  private DataLoader<Minibatch> loader(
      DataArguments data,
      CheckContext context,
      OptionalInt batchSize,
      int defaultBatchSize,
      int workers) {
    if (data.kind() == DataArguments.DataKind.STREAM) {
      checkRepeated(data, batchSize);
      return stream(data, context, workers, false);
    }
    CheckedArrays arrays = checked(data, context);
    return arrays == null
        ? null
        : ArrayLoader.of(arrays, Math.max(1, batchSize.orElse(defaultBatchSize)));
  }

  /** Checks arrays; where targets are required but unknown before compile, the inputs alone. */
  private CheckedArrays checked(DataArguments data, CheckContext context) {
    DataArguments arrays = data;
    if (data.kind() == DataArguments.DataKind.BATCH) {
      arrays = unpacked(data);
    } else if (data.together()) {
      boolean none = data.x() instanceof List<?> list && list.isEmpty();
      problems.add(
          none
              ? ShouldNotBeEmpty.batches()
              : ShouldBeBatch.data(call.replace("(data)", "(x, y)"), data.x()));
      return null;
    }
    if (context.hasTargets() && !checkCompiled()) {
      new ArrayChecker(model, stage, context.withoutTargets()).check(arrays, problems);
      return null;
    }
    return new ArrayChecker(model, stage, context).check(arrays, problems);
  }

  private DataArguments unpacked(DataArguments data) {
    DataArguments parts = DataArguments.ofBatch(data.x());
    String name = data.x().getClass().getSimpleName();
    if (data.y() != null) {
      problems.add(ShouldNotRepeatArgument.problem("y", "a " + name, "targets"));
    }
    if (data.weights() != null && parts.weights() != null) {
      problems.add(ShouldNotRepeatArgument.problem("sampleWeight", "a " + name, "weights"));
    }
    return parts.orWeights(data.weights());
  }

  private DataLoader<Minibatch> split(
      CheckedArrays arrays, Fit fit, Map<String, DataLoader<Minibatch>> validations) {
    if (arrays == null || !problems.isEmpty()) {
      return null;
    }
    int batchSize = fit.batchSize().orElse(DEFAULT_BATCH_SIZE);
    ArrayLoader train = ArrayLoader.of(arrays, batchSize);
    if (fit.shuffle()) {
      train = train.shuffled(randomSeed(1));
    }
    if (fit.validationSplit().isPresent()) {
      double part = fit.validationSplit().getAsDouble();
      ValidationSplit split = new ValidationSplit(arrays, part, randomSeed(0), problems);
      if (split.possible(fit.split())) {
        int validationBatchSize = fit.validationBatchSize().orElse(batchSize);
        train = split.training(train);
        validations.put(
            "", split.validation(ArrayLoader.of(arrays.unweightedClasses(), validationBatchSize)));
      }
    }
    return train;
  }

  private DataLoader<Minibatch> stream(
      DataArguments data, CheckContext context, int workers, boolean shuffle) {
    if (context.hasTargets() && !checkCompiled()) {
      return null;
    }
    if (data.x() instanceof SelfCheckingData described) {
      problems.addAll(described.problems(model));
    }
    ArrayChecker checker = new ArrayChecker(model, stage, context.ofStreamedBatch());
    BatchConverter converter = new BatchConverter(checker, headline());
    DataLoader<Minibatch> loader;
    if (data.x() instanceof BatchSource source) {
      long seed = shuffle ? randomSeed(1) : 0;
      loader = new BatchSourceLoader(source, converter, Math.max(1, workers), shuffle, seed);
      if (loader.steps() < 0) {
        problems.add(ShouldBeBatch.size(loader.steps()));
      }
    } else {
      loader = IteratorLoader.of(data.x(), converter);
    }
    if (loader.steps() == 0) {
      problems.add(ShouldNotBeEmpty.batches());
    }
    return loader;
  }

  // ---- rules of the call

  private boolean checkCompiled() {
    if (!model.compiled()
        && problems.stream().noneMatch(problem -> problem.id().equals(ShouldBeCompiled.ID))) {
      problems.add(ShouldBeCompiled.problem(model));
    }
    return model.compiled();
  }

  private void checkRepeated(DataArguments data, OptionalInt batchSize) {
    if (data.y() != null) {
      problems.add(ShouldNotRepeatArgument.problem("y", data.stream(), "targets"));
    }
    if (data.weights() != null) {
      problems.add(ShouldNotRepeatArgument.problem("sampleWeight", data.stream(), "weights"));
    }
    if (batchSize.isPresent()) {
      problems.add(ShouldNotRepeatArgument.problem("batchSize", data.stream(), "batches"));
    }
  }

  private void checkSteps(String option, OptionalInt required, DataLoader<Minibatch> loader) {
    if (required.isPresent() && loader != null && loader.steps() > 0) {
      if (required.getAsInt() > loader.steps()) {
        problems.add(ShouldHaveEnoughBatches.problem(option, loader.steps(), required.getAsInt()));
      }
    }
  }

  private String headline() {
    return call + " does not fit the model \"" + model.modelName() + "\"";
  }

  private void throwProblems() {
    if (!problems.isEmpty()) {
      throw new StructureException(headline(), problems);
    }
    if (drew) {
      Seeds.next();
    }
  }

  /** A seed for one of its uses; a call that is refused leaves the seeds where they were. */
  private long randomSeed(int use) {
    drew = true;
    return Seeds.mix(Seeds.peek(), use);
  }
}
