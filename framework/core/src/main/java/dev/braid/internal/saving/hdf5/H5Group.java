package dev.braid.internal.saving.hdf5;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A group of an HDF5 file.
 *
 * @param attributes the attributes by name
 * @param children groups and datasets by name
 */
public record H5Group(Map<String, H5Dataset> attributes, Map<String, H5Node> children)
    implements H5Node {
  public H5Group {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
  }

  /** Creates a group without attributes. */
  public static H5Group of(Map<String, ? extends H5Node> children) {
    return new H5Group(Map.of(), new LinkedHashMap<>(children));
  }

  /**
   * Finds a node by its path.
   *
   * @param path names separated by slashes, such as {@code layers/dense/vars/0}
   */
  public Optional<H5Node> find(String path) {
    H5Node node = this;
    for (String name : path.split("/", -1)) {
      if (name.isEmpty()) {
        continue;
      }
      H5Node next = node instanceof H5Group group ? group.children.get(name) : null;
      if (next == null) {
        return Optional.empty();
      }
      node = next;
    }
    return Optional.of(node);
  }

  /** Finds a group by its path; returns empty if the node is a dataset. */
  public Optional<H5Group> group(String path) {
    return find(path).filter(H5Group.class::isInstance).map(H5Group.class::cast);
  }

  /** Finds a dataset by its path; returns empty if the node is a group. */
  public Optional<H5Dataset> dataset(String path) {
    return find(path).filter(H5Dataset.class::isInstance).map(H5Dataset.class::cast);
  }

  /** Returns the string value of an attribute; empty if it does not exist or is not a string. */
  public Optional<String> text(String attribute) {
    return Optional.ofNullable(attributes.get(attribute)).flatMap(H5Dataset::text);
  }
}
