package dev.braid.data.records;

import dev.braid.Problem;
import dev.braid.data.signature.InputSlot;
import dev.braid.data.signature.OutputSlot;
import dev.braid.internal.data.checks.Role;
import dev.braid.internal.data.checks.ShouldContainName;
import dev.braid.internal.data.checks.ShouldHaveShape;
import dev.braid.internal.data.checks.ShouldHaveTargetShape;
import dev.braid.internal.data.checks.ShouldKnowName;
import dev.braid.internal.data.checks.Slotted;
import dev.braid.losses.TargetKind;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.transform.schema.Schema;

/** Checks which columns go where, before a record is read. */
final class SchemaCheck {
  private final Schema schema;
  private final List<Problem> problems;

  SchemaCheck(Schema schema, List<Problem> problems) {
    this.schema = schema;
    this.problems = problems;
  }

  void inputs(List<InputSlot> slots, List<ColumnGroup> groups) {
    names(Role.INPUT, slots.stream().map(InputSlot::name).toList(), Slotted.inputs(slots), groups);
    for (InputSlot slot : slots) {
      for (ColumnGroup group : named(slot.name(), groups)) {
        long[] width = {group.columns().size()};
        if (sound(group) && !Slotted.fits(slot.shape(), width)) {
          long[] shape = {1, width[0]};
          problems.add(ShouldHaveShape.problem(slot, columns(group), shape, ""));
        }
      }
    }
  }

  void targets(List<OutputSlot> slots, List<ColumnGroup> groups) {
    List<String> names = slots.stream().map(OutputSlot::name).toList();
    names(Role.TARGET, names, Slotted.targets(slots), groups);
    for (OutputSlot slot : slots) {
      boolean index = slot.target() == TargetKind.CLASS_INDEX;
      long[] wanted = index ? new long[] {1} : slot.shape();
      for (ColumnGroup group : named(slot.name(), groups)) {
        if (sound(group) && !Slotted.fits(wanted, new long[] {group.columns().size()})) {
          problems.add(ShouldHaveTargetShape.problem(slot, columns(group)));
        }
      }
    }
  }

  // columns of arrays show their shape only when they are read
  private boolean sound(ColumnGroup group) {
    List<Problem> found = group.problems(schema);
    problems.addAll(found);
    return found.isEmpty() && !group.arrays(schema);
  }

  private void names(Role role, List<String> wanted, String model, List<ColumnGroup> groups) {
    List<String> given = groups.stream().map(ColumnGroup::name).toList();
    List<String> spare = new ArrayList<>(given);
    spare.removeAll(wanted);
    List<String> open = new ArrayList<>(wanted);
    open.removeAll(given);
    for (String name : open) {
      problems.add(ShouldContainName.problem(role, "", name, model, given, spare));
    }
    for (String name : spare) {
      problems.add(ShouldKnowName.problem(role, name, name, model, open));
    }
  }

  private static List<ColumnGroup> named(String name, List<ColumnGroup> groups) {
    return groups.stream().filter(group -> group.name().equals(name)).toList();
  }

  private static String columns(ColumnGroup group) {
    int count = group.columns().size();
    return count + (count == 1 ? " column: " : " columns: ") + String.join(", ", group.columns());
  }
}
