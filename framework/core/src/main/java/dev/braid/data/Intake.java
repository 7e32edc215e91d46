package dev.braid.data;

import dev.braid.BatchSource;
import dev.braid.Eval;
import dev.braid.Fit;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.data.checks.ShouldBeBatch;
import dev.braid.data.checks.ShouldBeCompiled;
import dev.braid.data.checks.ShouldBeValidOption;
import dev.braid.data.checks.ShouldHaveEnoughBatches;
import dev.braid.data.checks.ShouldNotBeEmpty;
import dev.braid.data.checks.ShouldNotRepeatArgument;
import dev.braid.data.feeds.ArrayFeed;
import dev.braid.data.feeds.BatchMaker;
import dev.braid.data.feeds.Columns;
import dev.braid.data.feeds.Handed;
import dev.braid.data.feeds.Options;
import dev.braid.data.feeds.Places;
import dev.braid.data.feeds.Settings;
import dev.braid.data.feeds.SourceFeed;
import dev.braid.data.feeds.Split;
import dev.braid.data.feeds.StreamFeed;
import dev.braid.data.feeds.Structure;
import dev.braid.engine.environment.Environment;
import dev.braid.random.Seeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The way in for all data: checks everything that one call brings, then deals out its batches.
 *
 * <p>Every problem of a call is told in one {@link StructureException}. An intake serves one call
 * and holds nothing of the model. Closing it ends the use of a single batch; other data are closed
 * by themselves.
 */
public final class Intake implements AutoCloseable {
  private static final int USUAL_BATCH = 32;

  private final Signature model;
  private final DataType type;
  private final List<Problem> problems = new ArrayList<>();
  private String call = "";
  private boolean drew;
  private Places places;

  private Intake(Signature model, DataType type) {
    Environment.start();
    this.model = model;
    this.type = type;
  }

  /** An intake for a model that computes in float32. */
  public static Intake of(Signature model) {
    return new Intake(model, DataType.FLOAT);
  }

  /** An intake for a model that computes in the given type, FLOAT or DOUBLE. */
  public static Intake of(Signature model, DataType type) {
    return new Intake(model, type);
  }

  /** Checks the arguments of {@code fit(x, y, options)}. */
  public TrainingData<Minibatch> fit(Object x, Object y, Fit fit) {
    call = "fit(x, y)";
    return training(x, y, true, fit);
  }

  /** Checks the arguments of {@code fit(data, options)}. */
  public TrainingData<Minibatch> fit(Object data, Fit fit) {
    call = "fit(data)";
    return training(data, null, false, fit);
  }

  /** Checks the arguments of {@code evaluate(x, y, options)}. */
  public DataLoader<Minibatch> evaluate(Object x, Object y, Eval eval) {
    call = "evaluate(x, y)";
    return evaluation(x, y, true, eval);
  }

  /** Checks the arguments of {@code evaluate(data, options)}. */
  public DataLoader<Minibatch> evaluate(Object data, Eval eval) {
    call = "evaluate(data)";
    return evaluation(data, null, false, eval);
  }

  /** Checks the arguments of {@code predict(x, options)}; what brings targets too may. */
  public DataLoader<Minibatch> predict(Object x, Eval eval) {
    call = "predict(x)";
    new Options(problems).check(eval);
    Settings settings =
        new Settings(type, eval.allowsNonFinite(), false, Map.of(), "", false, true);
    if (!eval.callbacks().isEmpty() && !model.compiled()) {
      notCompiled();
    }
    if (eval.sampleWeight() != null) {
      problems.add(
          ShouldBeValidOption.problem("sampleWeight", "none, as nothing is measured", "weights"));
    }
    DataLoader<Minibatch> feed = null;
    if (streams(x)) {
      duplicates(x, null, null, eval.batchSize());
      feed = stream(x, settings, eval.workers(), false, false);
    } else {
      Handed handed = Handed.whole(x) ? Handed.of(x) : Handed.of(x, null, null);
      Columns columns = new Structure(model, settings).inputs(handed, problems);
      int batch = Math.max(1, eval.batchSize().orElse(USUAL_BATCH));
      feed = columns == null ? null : ArrayFeed.of(columns, batch);
    }
    enough("steps", eval.steps(), feed);
    refuse();
    return feed;
  }

  /** Checks the arguments of {@code trainOnBatch(x, y)}. */
  public Minibatch trainOnBatch(Object x, Object y, Object weights) {
    return onBatch("trainOnBatch(x, y)", x, y, weights);
  }

  /** Checks the arguments of {@code testOnBatch(x, y)}. */
  public Minibatch testOnBatch(Object x, Object y, Object weights) {
    return onBatch("testOnBatch(x, y)", x, y, weights);
  }

  /** Checks the arguments of {@code predictOnBatch(x)}. */
  public Minibatch predictOnBatch(Object x) {
    call = "predictOnBatch(x)";
    Columns columns =
        new Structure(model, Settings.strict(type)).inputs(Handed.of(x, null, null), problems);
    refuse();
    return whole(columns);
  }

  private Minibatch whole(Columns columns) {
    places = Places.borrow();
    return columns.whole(1, places);
  }

  @Override
  public void close() {
    if (places != null) {
      places.giveBack();
      places = null;
    }
  }

  private Minibatch onBatch(String name, Object x, Object y, Object weights) {
    call = name;
    Columns columns = columns(Handed.of(x, y, weights), Settings.strict(type));
    refuse();
    return whole(columns);
  }

  private TrainingData<Minibatch> training(Object x, Object y, boolean apart, Fit fit) {
    new Options(problems).check(fit);
    Settings settings =
        new Settings(
            type,
            fit.allowsNonFinite(),
            fit.allowsMissingTargets(),
            fit.classWeights(),
            "",
            false,
            true);
    Map<String, DataLoader<Minibatch>> validations = new LinkedHashMap<>();
    DataLoader<Minibatch> train;
    if (streams(x)) {
      train = stream(x, y, settings, fit);
    } else {
      Columns columns = arrays(x, y, fit.sampleWeight(), apart, settings);
      train = split(columns, fit, validations);
    }
    for (Fit.Validation validation : fit.validations()) {
      validations.put(validation.name(), validation(validation, fit, settings));
    }
    enough("stepsPerEpoch", fit.stepsPerEpoch(), train);
    for (DataLoader<Minibatch> validation : validations.values()) {
      enough("validationSteps", fit.validationSteps(), validation);
    }
    refuse();
    return new TrainingData<>(train, validations);
  }

  private DataLoader<Minibatch> evaluation(Object x, Object y, boolean apart, Eval eval) {
    new Options(problems).check(eval);
    Settings settings =
        new Settings(
            type, eval.allowsNonFinite(), eval.allowsMissingTargets(), Map.of(), "", false, true);
    DataLoader<Minibatch> feed;
    if (streams(x)) {
      duplicates(x, y, eval.sampleWeight(), eval.batchSize());
      feed = stream(x, settings, eval.workers(), false, true);
    } else {
      Columns columns = arrays(x, y, eval.sampleWeight(), apart, settings);
      feed =
          columns == null
              ? null
              : ArrayFeed.of(columns, Math.max(1, eval.batchSize().orElse(USUAL_BATCH)));
    }
    enough("steps", eval.steps(), feed);
    refuse();
    return feed;
  }

  // ---- arrays

  private Columns arrays(Object x, Object y, Object weights, boolean apart, Settings settings) {
    if (Handed.whole(x)) {
      Handed handed = Handed.of(x);
      String name = x.getClass().getSimpleName();
      if (y != null) {
        problems.add(ShouldNotRepeatArgument.problem("y", "a " + name, "targets"));
      }
      if (weights != null && handed.w() != null) {
        problems.add(ShouldNotRepeatArgument.problem("sampleWeight", "a " + name, "weights"));
      }
      Object w = handed.w() == null ? weights : handed.w();
      return columns(
          new Handed(handed.x(), handed.y(), w, handed.xMasks(), handed.yMasks()), settings);
    }
    if (!apart) {
      boolean none = x instanceof List<?> list && list.isEmpty();
      problems.add(
          none
              ? ShouldNotBeEmpty.batches()
              : ShouldBeBatch.data(call.replace("(data)", "(x, y)"), x));
      return null;
    }
    return columns(Handed.of(x, y, weights), settings);
  }

  private Columns columns(Handed handed, Settings settings) {
    Structure structure = new Structure(model, settings);
    if (!model.compiled()) {
      notCompiled();
      structure.inputs(handed, problems);
      return null;
    }
    return structure.all(handed, problems);
  }

  private void notCompiled() {
    if (problems.stream().noneMatch(problem -> problem.id().equals(ShouldBeCompiled.ID))) {
      problems.add(ShouldBeCompiled.problem(model));
    }
  }

  private DataLoader<Minibatch> split(
      Columns columns, Fit fit, Map<String, DataLoader<Minibatch>> validations) {
    if (columns == null || !problems.isEmpty()) {
      return null;
    }
    int batch = fit.batchSize().orElse(USUAL_BATCH);
    ArrayFeed all = ArrayFeed.of(columns, batch);
    ArrayFeed train = all;
    if (fit.validationSplit().isPresent()) {
      Split split = new Split(columns, fit.validationSplit().getAsDouble(), chance(0), problems);
      if (split.possible(fit.split())) {
        int validationBatch = fit.validationBatchSize().orElse(batch);
        train = split.training(all);
        validations.put(
            "", split.validation(ArrayFeed.of(columns.unweightedClasses(), validationBatch)));
      }
    }
    return fit.shuffle() ? train.shuffled(chance(1)) : train;
  }

  private DataLoader<Minibatch> validation(Fit.Validation validation, Fit fit, Settings settings) {
    Settings own = settings.validation(validation.name());
    if (streams(validation.x())) {
      duplicates(validation.x(), validation.y(), validation.weights(), OptionalInt.empty());
      return stream(validation.x(), own, fit.workers(), false, true);
    }
    boolean apart = validation.y() != null || !Handed.whole(validation.x());
    Columns columns = arrays(validation.x(), validation.y(), validation.weights(), apart, own);
    int batch = fit.validationBatchSize().orElse(fit.batchSize().orElse(USUAL_BATCH));
    return columns == null ? null : ArrayFeed.of(columns, Math.max(1, batch));
  }

  // ---- streams

  private static boolean streams(Object data) {
    if (data instanceof BatchSource) {
      return true;
    }
    // a list may be arrays too: only one of batches is a stream
    if (data instanceof List<?> list) {
      return !list.isEmpty() && list.stream().anyMatch(Handed::whole);
    }
    return !Handed.whole(data) && StreamFeed.possible(data);
  }

  private DataLoader<Minibatch> stream(Object data, Object y, Settings settings, Fit fit) {
    duplicates(data, y, fit.sampleWeight(), fit.batchSize());
    if (fit.validationSplit().isPresent()) {
      problems.add(ShouldNotRepeatArgument.split(name(data)));
    }
    return stream(data, settings, fit.workers(), fit.shuffle(), true);
  }

  private void duplicates(Object data, Object y, Object weights, OptionalInt batchSize) {
    String name = name(data);
    if (y != null) {
      problems.add(ShouldNotRepeatArgument.problem("y", name, "targets"));
    }
    if (weights != null) {
      problems.add(ShouldNotRepeatArgument.problem("sampleWeight", name, "weights"));
    }
    if (batchSize.isPresent()) {
      problems.add(ShouldNotRepeatArgument.problem("batchSize", name, "batches"));
    }
  }

  private static String name(Object data) {
    if (data instanceof BatchSource) {
      return "a BatchSource";
    }
    return data instanceof List<?> ? "a list of batches" : "a stream of batches";
  }

  private DataLoader<Minibatch> stream(
      Object data, Settings settings, int workers, boolean shuffle, boolean targets) {
    if (targets && !model.compiled()) {
      notCompiled();
      return null;
    }
    if (data instanceof SelfDescribed described) {
      problems.addAll(described.problems(model));
    }
    String headline = headline();
    BatchMaker maker = new BatchMaker(new Structure(model, settings.ofBatch()), targets, headline);
    DataLoader<Minibatch> feed =
        data instanceof BatchSource source
            ? new SourceFeed(source, maker, Math.max(1, workers), shuffle, shuffle ? chance(1) : 0)
            : StreamFeed.of(data, maker, headline);
    if (data instanceof BatchSource && feed.steps() < 0) {
      problems.add(ShouldBeBatch.size(feed.steps()));
    }
    if (feed.steps() == 0) {
      problems.add(ShouldNotBeEmpty.batches());
    }
    return feed;
  }

  // ---- the end of a call

  private void enough(String option, OptionalInt wanted, DataLoader<Minibatch> feed) {
    if (wanted.isPresent() && feed != null && feed.steps() > 0) {
      if (wanted.getAsInt() > feed.steps()) {
        problems.add(ShouldHaveEnoughBatches.problem(option, feed.steps(), wanted.getAsInt()));
      }
    }
  }

  private String headline() {
    return call + " does not fit the model \"" + model.modelName() + "\"";
  }

  private void refuse() {
    if (!problems.isEmpty()) {
      throw new StructureException(headline(), problems);
    }
    if (drew) {
      Seeds.next();
    }
  }

  /** Chance for one of its uses; a call that is refused leaves the seeds where they were. */
  private long chance(int use) {
    drew = true;
    return Seeds.mix(Seeds.peek(), use);
  }
}
