package dev.braid.internal.training;

import dev.braid.Problem;
import dev.braid.StructureException;

/**
 * Permits one thread at a time to train a model, and no other thread to change it meanwhile.
 *
 * <p>A change made by the training thread itself, as a callback may make it, is allowed.
 */
public final class TrainingGuard {
  private Thread trainer;

  /** Begins a run; throws during a run in any thread. */
  synchronized void begin(String call, TrainableModel<?> model) {
    requireIdle(call, model.name());
    trainer = Thread.currentThread();
  }

  synchronized void end() {
    trainer = null;
  }

  /** Throws if a run could not begin now, before its data is read. */
  public synchronized void requireIdle(String call, String model) {
    if (trainer != null) {
      throw exception(
          call,
          model,
          "Wait for that run to end, or train a second model; predict may run beside it.");
    }
  }

  /**
   * Makes a change; throws while another thread trains.
   *
   * @param call the method, such as {@code setWeights}
   */
  public synchronized void change(String call, String model, Runnable change) {
    if (trainer != null && trainer != Thread.currentThread()) {
      throw exception(
          call, model, "Wait for that run to end, or make the change in one of its callbacks.");
    }
    change.run();
  }

  private StructureException exception(String call, String model, String fix) {
    return StructureException.of(
        call + " of the model \"" + model + "\" cannot begin",
        Problem.of("concurrent-fit", "", "the thread \"" + trainer.getName() + "\" is training it")
            .fix(fix));
  }
}
