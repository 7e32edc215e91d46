package dev.braid.models.notebooks;

import java.lang.reflect.InvocationTargetException;

/** The Java kernel around this program, if it runs in one; nothing is compiled against it. */
final class Jupyter {
  private static final String KERNEL = "org.rapaio.jupyter.kernel.global.Global";

  private Jupyter() {}

  /** Shows HTML under the cell; false where there is no notebook. */
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
      throw new IllegalStateException("The notebook's kernel shows nothing: " + kernel, e);
    }
  }
}
