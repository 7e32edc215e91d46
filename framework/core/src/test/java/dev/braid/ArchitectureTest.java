package dev.braid;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The structure that ARCHITECTURE.md describes, as rules. */
class ArchitectureTest {
  private static final JavaClasses BRAID =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.braid");

  private static final String ROOT = "dev.braid";
  private static final String INTERNAL = "dev.braid.internal..";

  private static final String[] LIBRARIES = {
    "org.nd4j..", "org.deeplearning4j..", "org.datavec..", "org.bytedeco.."
  };

  /** Packages that may use everything of ND4J, DL4J and JavaCPP. */
  private static final String[] USING_LIBRARIES = {
    "dev.braid.ops..",
    "dev.braid.internal.compute..",
    "dev.braid.internal.engine..",
    "dev.braid.internal.environment..",
    "dev.braid.internal.memory..",
    "dev.braid.internal.threads.."
  };

  /** Packages that accept and return arrays and iterators. */
  private static final String[] USING_ARRAYS = {
    "dev.braid",
    "dev.braid.data..",
    "dev.braid.saving..",
    "dev.braid.internal.data..",
    "dev.braid.internal.saving..",
    "dev.braid.internal.training.."
  };

  /** The types that those packages may use. */
  private static final List<String> ARRAYS =
      List.of(
          // functions that users pass to sameDiffLambda(…)
          "org.nd4j.autodiff.samediff.SDVariable",
          "org.nd4j.linalg.api.ndarray.INDArray",
          "org.nd4j.linalg.api.buffer.DataType",
          "org.nd4j.linalg.api.buffer.DataBuffer",
          "org.nd4j.linalg.api.shape.Shape",
          "org.nd4j.linalg.factory.Nd4j",
          // views of arrays
          "org.nd4j.linalg.indexing.INDArrayIndex",
          "org.nd4j.linalg.indexing.NDArrayIndex",
          "org.nd4j.linalg.dataset.DataSet",
          "org.nd4j.linalg.dataset.MultiDataSet",
          "org.nd4j.linalg.dataset.api.DataSet",
          "org.nd4j.linalg.dataset.api.MultiDataSet",
          "org.nd4j.linalg.dataset.api.iterator.DataSetIterator",
          "org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator",
          "org.datavec.api.records.reader.RecordReader",
          "org.datavec.api.records.reader.SequenceRecordReader",
          "org.deeplearning4j.nn.graph.ComputationGraph",
          "org.bytedeco.javacpp.BytePointer",
          "org.bytedeco.javacpp.DoublePointer",
          "org.bytedeco.javacpp.FloatPointer",
          "org.bytedeco.javacpp.IntPointer",
          "org.bytedeco.javacpp.LongPointer",
          "org.bytedeco.javacpp.Pointer",
          "org.bytedeco.javacpp.ShortPointer");

  private static final String ARRAYS_PATTERN =
      ARRAYS.stream()
          .flatMap(type -> Stream.of(Pattern.quote(type), Pattern.quote("[L" + type + ";")))
          .collect(Collectors.joining("|"));

  private static final DescribedPredicate<JavaClass> OTHER_LIBRARY_TYPES =
      resideInAnyPackage(LIBRARIES)
          .and(DescribedPredicate.not(nameMatching(ARRAYS_PATTERN)))
          .as("of ND4J, DL4J, DataVec or JavaCPP other than arrays and iterators");

  // ---- packages

  @Test
  void packages_form_no_cycles() {
    slices().matching("dev.braid.(**)..").should().beFreeOfCycles().check(BRAID);
  }

  /**
   * The contract puts these types into the root package, which stands for several levels. Each
   * belongs to the packages that its family is in; all other types of the root are entry points.
   */
  private static final Map<String, String> LEVELS =
      Map.ofEntries(
          Map.entry("DType", "basics"),
          Map.entry("Padding", "basics"),
          Map.entry("Problem", "basics"),
          Map.entry("StructureException", "basics"),
          Map.entry("SummaryOptions", "basics"),
          Map.entry("Verbosity", "basics"),
          Map.entry("Batch", "basics"),
          Map.entry("BatchSource", "basics"),
          Map.entry("Constraint", "descriptions"),
          Map.entry("Initializer", "descriptions"),
          Map.entry("Optimizer", "descriptions"),
          Map.entry("Regularizer", "descriptions"),
          Map.entry("Schedule", "descriptions"),
          Map.entry("Loss", "losses"),
          Map.entry("Metric", "losses"),
          Map.entry("Objective", "objectives"),
          Map.entry("Layer", "graph"),
          Map.entry("Tensor", "graph"),
          Map.entry("Activation", "graph"),
          Map.entry("Naming", "graph"),
          Map.entry("Logs", "logs"),
          Map.entry("Callback", "callbacks of programs"),
          Map.entry("Eval", "options"),
          Map.entry("Fit", "options"),
          Map.entry("Outputs", "outputs"),
          Map.entry("History", "history"));

  /** Packages that are one level with types of the root. */
  private static final Map<String, String> LEVELS_OF_PACKAGES =
      Map.of(
          "dev.braid.losses", "losses",
          "dev.braid.graph", "graph",
          "dev.braid.layers", "graph",
          "dev.braid.internal.graph", "graph",
          "dev.braid.internal.calls", "graph");

  @Test
  void types_of_the_root_package_form_no_cycles_with_packages() {
    SliceAssignment levels =
        new SliceAssignment() {
          @Override
          public SliceIdentifier getIdentifierOf(JavaClass type) {
            String home = type.getPackageName();
            if (!home.startsWith(ROOT)) {
              return SliceIdentifier.ignore();
            }
            String outer = type.getName().substring(home.length() + 1).replaceAll("\\$.*", "");
            return SliceIdentifier.of(
                home.equals(ROOT)
                    ? LEVELS.getOrDefault(outer, "entry points")
                    : LEVELS_OF_PACKAGES.getOrDefault(home, home));
          }

          @Override
          public String getDescription() {
            return "levels";
          }
        };
    slices().assignedFrom(levels).should().beFreeOfCycles().check(BRAID);
  }

  /** What NullAway checks, and what tells programs which values may be null. */
  @Test
  void public_packages_are_null_marked() {
    Set<String> unmarked =
        BRAID.getPackage(ROOT).getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .filter(each -> !resideInAPackage(INTERNAL).test(each.getClasses().iterator().next()))
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .collect(Collectors.toSet());

    assertThat(unmarked).isEmpty();
    assertThat(BRAID.getPackage(ROOT).isAnnotatedWith(NullMarked.class)).isTrue();
  }

  @Test
  void public_packages_do_not_expose_internal_types() {
    classes()
        .that()
        .resideOutsideOfPackage(INTERNAL)
        .and()
        .arePublic()
        .should(exposeNoInternalTypes())
        .check(BRAID);
  }

  private static ArchCondition<JavaClass> exposeNoInternalTypes() {
    DescribedPredicate<JavaClass> internal = resideInAPackage(INTERNAL);
    return new ArchCondition<>("expose no internal types") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaCodeUnit unit : type.getCodeUnits()) {
          if (isVisible(unit.getModifiers())) {
            Stream.concat(unit.getParameterTypes().stream(), Stream.of(unit.getReturnType()))
                .forEach(each -> report(unit.getFullName(), each, events));
          }
        }
        for (JavaField field : type.getFields()) {
          if (isVisible(field.getModifiers())) {
            report(field.getFullName(), field.getType(), events);
          }
        }
        type.getRawInterfaces().forEach(each -> report(type.getName(), each, events));
      }

      private void report(String member, JavaType type, ConditionEvents events) {
        for (JavaClass raw : type.getAllInvolvedRawTypes()) {
          if (internal.test(raw)) {
            events.add(SimpleConditionEvent.violated(member, member + " exposes " + raw.getName()));
          }
        }
      }
    };
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC);
  }

  // ---- libraries

  @Test
  void libraries_are_used_by_the_engine_and_operations_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(joined(USING_LIBRARIES, USING_ARRAYS))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(LIBRARIES)
        .check(BRAID);
  }

  @Test
  void other_packages_use_only_arrays_and_iterators() {
    noClasses()
        .that()
        .resideInAnyPackage(USING_ARRAYS)
        .and()
        // reads DataVec's records and schemas
        .resideOutsideOfPackage("dev.braid.data.records..")
        .should()
        .dependOnClassesThat(OTHER_LIBRARY_TYPES)
        .check(BRAID);
  }

  @Test
  void models_run_without_deeplearning4j() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.braid.internal.engine.view..")
        .and()
        // return the view
        .doNotHaveFullyQualifiedName("dev.braid.Model")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.deeplearning4j..")
        .check(BRAID);
  }

  @Test
  void files_are_written_with_the_jdk_alone() {
    noClasses()
        .that()
        .resideInAPackage("dev.braid.internal.files..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages(
            "dev.braid.internal.files..",
            "dev.braid.files..",
            "java..",
            "org.jspecify.annotations..")
        .check(BRAID);
  }

  @Test
  void logging_goes_through_slf4j() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..", "ch.qos.logback..", "org.apache.log4j..")
        .check(BRAID);
  }

  @Test
  void only_models_and_the_progress_display_print() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.braid", "dev.braid.internal.training..")
        .and()
        // discards what native code prints
        .doNotHaveFullyQualifiedName("dev.braid.ops.SuppressedStdout")
        .and()
        // programs without an SLF4J provider see notices on the standard error stream
        .doNotHaveFullyQualifiedName("dev.braid.notices.Notices")
        .should(ACCESS_STANDARD_STREAMS)
        .check(BRAID);
  }

  // ---- names

  @Test
  void names_say_what_a_class_is() {
    noClasses()
        .should()
        .haveNameMatching(".*(Helper|Helpers|Util|Utils|Manager)(\\$.*)?")
        .check(BRAID);
  }

  private static String[] joined(String[] one, String[] other) {
    return Stream.of(one, other).flatMap(Stream::of).toArray(String[]::new);
  }
}
