package dev.braid.internal.engine;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The memory of one step, used again by the next.
 *
 * <p>It grows to what a step needs and is not allocated again. Each thread has its own. What must
 * outlive the step is copied out of it.
 */
final class StepWorkspace {
  private static final WorkspaceConfiguration GROWING =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .overallocationLimit(0.05)
          .policyAllocation(AllocationPolicy.OVERALLOCATE)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .policySpill(SpillPolicy.REALLOCATE)
          .build();

  private StepWorkspace() {}

  /** Enters the memory; closing it makes everything allocated since then free again. */
  static MemoryWorkspace enter(String purpose) {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(GROWING, "BRAID_" + purpose);
  }

  /** For what must outlive the step. */
  static MemoryWorkspace leave() {
    return Nd4j.getWorkspaceManager().scopeOutOfWorkspaces();
  }
}
