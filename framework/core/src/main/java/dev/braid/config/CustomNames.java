package dev.braid.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of classes in files that are not part of Keras. */
public final class CustomNames {
  private static final String MODULE = "custom";
  private static final String PACKAGE = "Custom>";

  /** The packages of Braid's counterparts of Keras' classes. */
  private static final Set<String> BRAID =
      Set.of(
          "dev.braid",
          "dev.braid.constraints",
          "dev.braid.initializers",
          "dev.braid.losses",
          "dev.braid.metrics",
          "dev.braid.optimizers",
          "dev.braid.regularizers",
          "dev.braid.schedules");

  private static final String LAYERS = "dev.braid.layers";

  private CustomNames() {}

  static String module(Configured object) {
    return isUnnamed(object) ? MODULE : object.module();
  }

  /** The class name; that of the Java class if an anonymous class has none. */
  public static String className(Configured object) {
    String name = object.className();
    if (name != null && !name.isBlank()) {
      return name;
    }
    String full = object.getClass().getName();
    return full.substring(full.lastIndexOf('.') + 1);
  }

  static @Nullable String registeredName(Configured object) {
    return isUnnamed(object) || isAnonymous(object)
        ? PACKAGE + className(object)
        : object.registeredName();
  }

  /** Whether an object's class has no stable name for registration. */
  public static boolean isAnonymous(Configured object) {
    return object.className() == null || object.className().isBlank();
  }

  /** Whether a user-defined class does not state its Python module. */
  private static boolean isUnnamed(Configured object) {
    String home = object.getClass().getPackageName();
    return object.registeredName() == null
        && object.module().startsWith("keras")
        && !BRAID.contains(home)
        && !home.startsWith(LAYERS);
  }

  /** Whether a name in a file is that of a user-defined class: {@code Package>Name}. */
  public static boolean isCustom(@Nullable Object registeredName) {
    return registeredName instanceof String name && name.contains(">") && !name.startsWith("keras");
  }
}
