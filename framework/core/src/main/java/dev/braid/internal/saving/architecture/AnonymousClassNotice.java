package dev.braid.internal.saving.architecture;

import dev.braid.config.Configured;
import dev.braid.config.CustomNames;
import dev.braid.notices.Notices;

/** The notice about anonymous classes in files, whose names are not stable. */
public final class AnonymousClassNotice {
  private AnonymousClassNotice() {}

  /** Shows the notice if the object's class is anonymous. */
  public static void showFor(Configured object) {
    if (CustomNames.isAnonymous(object)) {
      Notices.show(
          "anonymous-class",
          "The file calls an anonymous class \""
              + CustomNames.className(object)
              + "\", a name that changes with the program. Make it a class with a name,"
              + " so that a Registry can open the file.");
    }
  }
}
