package dev.braid;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The layout of the house, as rules. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.braid");

  private static final String[] FOREIGN = {
    "org.nd4j..", "org.deeplearning4j..", "org.datavec..", "org.bytedeco.."
  };

  /** The rooms where the libraries below are at home. */
  private static final String[] ENGINE_ROOMS = {"dev.braid.engine..", "dev.braid.ops.."};

  /** Where users pass arrays and iterators in and get them out. */
  private static final String[] BORDER_ROOMS = {
    "dev.braid", "dev.braid.data..", "dev.braid.saving..", "dev.braid.training.."
  };

  /** What may be seen at the border; anything else of these libraries stays in the engine. */
  private static final List<String> BORDER_TYPES =
      List.of(
          // what the functions that users give to lambda(…) are written in
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

  private static final String BORDER_PATTERN =
      BORDER_TYPES.stream()
          .flatMap(type -> Stream.of(Pattern.quote(type), Pattern.quote("[L" + type + ";")))
          .collect(Collectors.joining("|"));

  /** The bridge to DataVec reads its records and schemas. */
  private static final String RECORDS = "dev.braid.data.records..";

  /**
   * Looks at the machine before ND4J is touched, and so stands below everything that does; threads
   * and native memory for everybody's work.
   */
  private static final String[] GROUND_FLOOR = {
    "dev.braid.engine.environment..", "dev.braid.engine.memory..", "dev.braid.engine.threads.."
  };

  private static final DescribedPredicate<JavaClass> INNER_FOREIGN =
      resideInAnyPackage(FOREIGN)
          .and(DescribedPredicate.not(nameMatching(BORDER_PATTERN)))
          .as("of ND4J, DL4J, DataVec or JavaCPP other than the border types");

  @Test
  void the_libraries_below_stay_in_the_engine_and_the_arithmetic() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(joined(ENGINE_ROOMS, BORDER_ROOMS))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FOREIGN));
  }

  @Test
  void only_arrays_and_iterators_cross_the_border() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(BORDER_ROOMS)
            .and()
            .resideOutsideOfPackage(RECORDS)
            .should()
            .dependOnClassesThat(INNER_FOREIGN));
  }

  @Test
  void descriptions_know_no_engine() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.braid.layers..",
                "dev.braid.activations..",
                "dev.braid.losses..",
                "dev.braid.metrics..",
                "dev.braid.optimizers..",
                "dev.braid.schedules..",
                "dev.braid.initializers..",
                "dev.braid.regularizers..",
                "dev.braid.constraints..",
                "dev.braid.graph..",
                "dev.braid.ops..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("dev.braid.engine..")
                    .and(DescribedPredicate.not(resideInAnyPackage(GROUND_FLOOR)))));
  }

  @Test
  void descriptions_depend_on_no_files() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.braid.config..",
                "dev.braid.layers..",
                "dev.braid.losses..",
                "dev.braid.metrics..",
                "dev.braid.optimizers..",
                "dev.braid.schedules..",
                "dev.braid.initializers..",
                "dev.braid.regularizers..",
                "dev.braid.constraints..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.braid.saving.."));
  }

  @Test
  void reading_and_writing_depend_on_no_thread() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.braid.config..", "dev.braid.layers..", "dev.braid.saving..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocal.class));
  }

  @Test
  void nobody_looks_into_the_engine_but_the_front_door_and_the_loops() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.braid.engine..")
            .and()
            .resideOutsideOfPackages(GROUND_FLOOR)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(
                "dev.braid",
                "dev.braid.engine..",
                "dev.braid.training..",
                "dev.braid.saving..",
                "dev.braid.callbacks.."));
  }

  @Test
  void files_are_written_by_the_jdk_alone() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.braid.files..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("dev.braid.files..", "java.."));
  }

  @Test
  void names_say_what_a_class_is() {
    check(noClasses().should().haveNameMatching(".*(Helper|Helpers|Util|Utils|Manager)(\\$.*)?"));
  }

  @Test
  void only_the_front_door_and_the_progress_display_print() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("dev.braid", "dev.braid.training..")
            .and()
            // drops what others print
            .doNotHaveFullyQualifiedName("dev.braid.ops.SuppressedStdout")
            .and()
            // programs without an SLF4J provider see notices on the standard error stream
            .doNotHaveFullyQualifiedName("dev.braid.notices.Notices")
            .should(ACCESS_STANDARD_STREAMS));
  }

  @Test
  void logging_goes_through_slf4j() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "ch.qos.logback..", "org.apache.log4j.."));
  }

  /** A rule about a room that isn't built yet holds. */
  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }

  private static String[] joined(String[] some, String[] more) {
    return Stream.of(some, more).flatMap(Arrays::stream).toArray(String[]::new);
  }
}
