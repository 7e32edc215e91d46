package dev.braid.internal.engine;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The ND4J workspace of a step, which the next step reuses.
 *
 * <p>It grows to the size that a step requires and is then not reallocated. Each thread has a
 * separate one. Results that outlive the step are copied out of it.
 */
final class StepWorkspace {
  private static final WorkspaceConfiguration CONFIGURATION =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .overallocationLimit(0.05)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  private StepWorkspace() {}

  /** Enters the workspace; closing it frees everything that was allocated in it. */
  static MemoryWorkspace enter(String purpose) {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, "BRAID_" + purpose);
  }

  /** Leaves the workspace, for allocating arrays that outlive the step. */
  static MemoryWorkspace leave() {
    return Nd4j.getWorkspaceManager().scopeOutOfWorkspaces();
  }
}
