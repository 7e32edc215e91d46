package dev.braid.models.notebooks;

import java.lang.reflect.InvocationTargetException;

/** Accesses the Java kernel of a notebook by reflection, if the program runs in one. */
final class Jupyter {
  private static final String KERNEL = "org.rapaio.jupyter.kernel.global.Global";

  private Jupyter() {}

  /** Shows HTML under the cell; returns false outside a notebook. */
  static boolean display(String html) {
    return display(KERNEL, html);
  }

  static boolean display(String kernel, String html) {
    try {
      Class.forName(kernel)
          .getMethod("display", String.class, Object.class)
          .invoke(null, "html", html);
      return true;
    } catch (ClassNotFoundException noNotebook) {
      return false;
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("The notebook's kernel cannot display HTML: " + kernel, e);
    }
  }
}
