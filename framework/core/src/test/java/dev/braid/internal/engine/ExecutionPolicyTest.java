package dev.braid.internal.engine;

import static dev.braid.Braid.adam;
import static dev.braid.Braid.dense;
import static dev.braid.Braid.input;
import static dev.braid.Braid.mse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.Model;
import dev.braid.NetworkOf;
import dev.braid.Tensor;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.PortableKernel;
import dev.braid.internal.environment.ExecutionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class ExecutionPolicyTest {
  @AfterEach
  void clear() {
    System.clearProperty(ExecutionPolicy.PROPERTY);
  }

  private static Model model() {
    Tensor in = input("in", 3);
    return Model.inputs(in).outputs(in.then(dense(2).name("out")));
  }

  private static Kernel kernel(Network network) {
    return network.compiled().step(network.plan().inputs()).kernel();
  }

  @Test
  void should_be_fast_unless_the_program_asks_for_portable_formulas() {
    assertThat(ExecutionPolicy.fromSystemProperties()).isEqualTo(ExecutionPolicy.FAST);
    System.setProperty(ExecutionPolicy.PROPERTY, "fast");
    assertThat(ExecutionPolicy.fromSystemProperties()).isEqualTo(ExecutionPolicy.FAST);
    System.setProperty(ExecutionPolicy.PROPERTY, "portable");
    assertThat(ExecutionPolicy.fromSystemProperties()).isEqualTo(ExecutionPolicy.PORTABLE);
  }

  @Test
  void should_be_decided_when_the_network_is_made() {
    Network fast = new Network(model(), DataType.FLOAT);
    System.setProperty(ExecutionPolicy.PROPERTY, "portable");
    Network portable = new Network(model(), DataType.FLOAT);
    System.clearProperty(ExecutionPolicy.PROPERTY);

    assertThat(fast.policy()).isEqualTo(ExecutionPolicy.FAST);
    assertThat(kernel(fast)).isNotInstanceOf(PortableKernel.class);
    assertThat(portable.policy()).isEqualTo(ExecutionPolicy.PORTABLE);
    assertThat(kernel(portable)).isInstanceOf(PortableKernel.class);
  }

  @Test
  void should_reach_a_model_that_was_made_before_and_runs_first_now() {
    Model model = model();
    System.setProperty(ExecutionPolicy.PROPERTY, "portable");
    model.compile(adam(), mse());
    System.clearProperty(ExecutionPolicy.PROPERTY);

    assertThat(kernel(NetworkOf.model(model))).isInstanceOf(PortableKernel.class);
  }

  @Test
  void should_say_in_words_what_runs() {
    assertThat(ExecutionPolicy.PORTABLE.describe())
        .isEqualTo("portable, as braid.kernels asks for");
    assertThat(ExecutionPolicy.FAST.describe()).startsWith("Braid's own");
  }
}
