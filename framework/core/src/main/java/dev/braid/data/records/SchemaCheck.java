package dev.braid.data.records;

import dev.braid.Problem;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.OutputSpec;
import dev.braid.internal.data.checks.ArrayRole;
import dev.braid.internal.data.checks.ShouldContainName;
import dev.braid.internal.data.checks.ShouldHaveShape;
import dev.braid.internal.data.checks.ShouldHaveTargetShape;
import dev.braid.internal.data.checks.ShouldKnowName;
import dev.braid.internal.data.checks.SignatureText;
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

  void inputs(List<InputSpec> specs, List<ColumnGroup> groups) {
    names(
        ArrayRole.INPUT,
        specs.stream().map(InputSpec::name).toList(),
        SignatureText.inputs(specs),
        groups);
    for (InputSpec spec : specs) {
      for (ColumnGroup group : named(spec.name(), groups)) {
        long[] width = {group.columns().size()};
        if (sound(group) && !SignatureText.fits(spec.shape(), width)) {
          long[] shape = {1, width[0]};
          problems.add(ShouldHaveShape.problem(spec, columns(group), shape, ""));
        }
      }
    }
  }

  void targets(List<OutputSpec> specs, List<ColumnGroup> groups) {
    List<String> names = specs.stream().map(OutputSpec::name).toList();
    names(ArrayRole.TARGET, names, SignatureText.targets(specs), groups);
    for (OutputSpec spec : specs) {
      long[] wanted =
          spec.target() == TargetKind.LABEL_SEQUENCE
              ? new long[] {-1}
              : spec.target().isClassNumber() ? new long[] {1} : spec.shape();
      for (ColumnGroup group : named(spec.name(), groups)) {
        if (sound(group) && !SignatureText.fits(wanted, new long[] {group.columns().size()})) {
          problems.add(ShouldHaveTargetShape.problem(spec, columns(group)));
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

  private void names(ArrayRole role, List<String> wanted, String model, List<ColumnGroup> groups) {
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
