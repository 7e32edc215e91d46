package dev.braid.engine.fast;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What was made for recent shapes; a shape that was not seen for long is forgotten. */
final class Recent<K, V> {
  private final Map<K, V> made;

  Recent(int limit) {
    made =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > limit;
          }
        };
  }

  synchronized V get(K key, Function<K, V> make) {
    V found = made.get(key);
    if (found == null) {
      found = make.apply(key);
      made.put(key, found);
    }
    return found;
  }
}
