package dev.braid.mistakes;

import static dev.braid.Braid.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Fit;
import dev.braid.Model;
import dev.braid.Verbosity;
import dev.braid.data.Refusal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMistakesTest {
  private final Model model =
      OneLayer.compiled(3, SOFTMAX, sparseCategoricalCrossentropy(), accuracy());

  private List<String> notices(Fit options) throws Exception {
    return ShownNotices.of(() -> model.fit(OneLayer.inputs(), OneLayer.classes(), options));
  }

  private String refusal(Fit options) {
    return Refusal.of(() -> model.fit(OneLayer.inputs(), OneLayer.classes(), options)).getMessage();
  }

  @Test
  void should_notice_training_with_everything_frozen() throws Exception {
    model.freeze("y");
    String told =
        "all-frozen: training of the model \"model\" changes no weight: every layer that has weights"
            + " is frozen. Let some train again with unfreeze(name).";
    assertThat(notices(OneLayer.quietly())).containsExactly(told);
    assertThat(ShownNotices.of(() -> model.trainOnBatch(OneLayer.inputs(), OneLayer.classes())))
        .containsExactly(told);
    model.unfreeze("y");
    assertThat(notices(OneLayer.quietly())).isEmpty();
  }

  @Test
  void should_notice_a_rate_of_zero() throws Exception {
    model.compile(adam(0), sparseCategoricalCrossentropy());
    assertThat(notices(OneLayer.quietly()))
        .containsExactly(
            "learning-rate: training of the model \"model\" changes no weight: the learning rate is"
                + " 0. Compile with a rate above 0.");
    assertThat(
            notices(OneLayer.quietly().callbacks(learningRateScheduler((epoch, before) -> 0.01))))
        .isEmpty();
    model.compile(
        sgd(0.1).learningRate(polynomialDecay(0.0, 100)), sparseCategoricalCrossentropy());
    assertThat(notices(OneLayer.quietly())).isEmpty();
  }

  @Test
  void should_notice_a_mode_against_the_direction_of_the_log(@TempDir Path folder)
      throws Exception {
    assertThat(
            notices(
                OneLayer.quietly()
                    .validationSplit(0.2)
                    .callbacks(
                        earlyStopping("val_accuracy").mode("min"),
                        reduceLROnPlateau("val_loss").mode("max"),
                        modelCheckpoint(folder.resolve("best.keras"))
                            .monitor("accuracy")
                            .mode("min")
                            .saveBestOnly())))
        .containsExactly(
            "monitor-mode: earlyStopping treats the lowest \"val_accuracy\" as the best, but the highest is. Remove mode(\"min\").",
            "monitor-mode: reduceLrOnPlateau treats the highest \"val_loss\" as the best, but the lowest is. Remove mode(\"max\").",
            "monitor-mode: modelCheckpoint treats the lowest \"accuracy\" as the best, but the highest is. Remove mode(\"min\").");
  }

  @Test
  void should_accept_a_mode_that_fits_or_that_is_unknown() throws Exception {
    model.compile(sgd(0.1), sparseCategoricalCrossentropy(), accuracy(), mean());
    assertThat(
            notices(
                OneLayer.quietly()
                    .validationSplit(0.2)
                    .callbacks(
                        earlyStopping("val_accuracy").mode("max"),
                        reduceLROnPlateau("val_loss").mode("min"),
                        earlyStopping("val_mean").mode("max"),
                        earlyStopping("val_mean").mode("min"))))
        .isEmpty();
    assertThat(refusal(OneLayer.quietly().callbacks(earlyStopping("mean"))))
        .isEqualTo(
            """
            The direction of a monitored value is not known:
              [monitor]  "mean": it may be better high or low. Say mode("min") or mode("max").
              See src/docs/errors.md#monitor""");
  }

  @Test
  void should_notice_validation_data_that_is_never_used() throws Exception {
    Fit twice = epochs(2).verbose(Verbosity.SILENT).validationSplit(0.2);
    assertThat(notices(twice.validationFreq(3)))
        .containsExactly(
            "validation-freq: validationFreq(3) validates after none of the epochs to 2. Validate"
                + " more often.");
    assertThat(notices(twice.validationFreq(2))).isEmpty();
    assertThat(notices(twice.epochs(3).initialEpoch(2).validationFreq(2))).hasSize(1);
  }
}
