package dev.braid.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {
  private record Shade(String className, Object inside) implements Configured {
    @Override
    public String module() {
      return "shades";
    }

    @Override
    public Config config() {
      return new Config().put("inside", inside);
    }
  }

  /** Returns the type and the value as text. */
  private static final ObjectReader ECHO =
      new ObjectReader() {
        @Override
        public <T> T read(Class<T> type, Object written) {
          return type.cast(type.getSimpleName() + " " + written);
        }
      };

  @Test
  void should_use_the_reader_of_the_file_at_any_depth() {
    Config outer =
        Config.fromMap(
            Map.of("inner", Map.of("colour", "red", "colours", List.of("blue", 3))), ECHO);
    Config inner = outer.nested("inner").orElseThrow();

    assertThat(inner.read("colour", String.class)).isEqualTo("String red");
    assertThat(inner.read("colour", String.class, "none")).isEqualTo("String red");
    assertThat(inner.readAll("colours", String.class)).containsExactly("String blue", "String 3");
    assertThat(Config.ofObject(Map.of("config", Map.of("a", 1)), ECHO).read("a", String.class))
        .isEqualTo("String 1");
    assertThat(Config.ofObject("red", ECHO)).isEqualTo(new Config());
  }

  @Test
  void should_use_the_default_of_an_absent_option() {
    Config config = Config.fromMap(Map.of(), ECHO).put("colour", null);

    assertThat(config.read("colour", String.class, "none")).isEqualTo("none");
    assertThat(config.readOrNull("shade", String.class)).isNull();
    assertThat(config.readAll("colours", String.class)).isEmpty();
    assertThatThrownBy(() -> config.read("colour", String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"colour\" should be an object, but is null");
  }

  @Test
  void should_write_objects_in_lists_and_maps_as_keras_does() {
    Shade red = new Shade("Red", 1);
    Config config =
        new Config()
            .put("one", red)
            .put("many", Arrays.asList(red, null, List.of(red)))
            .put("inner", new Config().put("deep", red))
            .put("numbers", new long[] {1, 2});
    Map<String, Object> object = Config.object(red);

    assertThat(object)
        .containsEntry("module", "shades")
        .containsEntry("class_name", "Red")
        .containsEntry("config", Map.of("inside", 1))
        .containsEntry("registered_name", null);
    assertThat(config.map())
        .containsExactly(
            Map.entry("one", object),
            Map.entry("many", Arrays.asList(object, null, List.of(object))),
            Map.entry("inner", Map.of("deep", object)),
            Map.entry("numbers", List.of(1L, 2L)));
    assertThat(config.get("one")).isEqualTo(object);
    assertThat(config.nested("one").orElseThrow().get("class_name")).isEqualTo("Red");
    assertThat(config.list("many").get(0)).isEqualTo(object);
    assertThat(config).isEqualTo(Config.fromMap(config.map())).hasToString(config.map().toString());
    assertThat(config.hashCode()).isEqualTo(Config.fromMap(config.map()).hashCode());
  }

  @Test
  void should_tell_absent_texts_and_numbers_from_wrong_ones() {
    Config config = new Config().put("name", null).put("factor", 2).put("kind", "a");

    assertThat(config.textOrNull("name")).isNull();
    assertThat(config.textOrNull("kind")).isEqualTo("a");
    assertThat(config.text("name", "none")).isEqualTo("none");
    assertThat(config.numbersOrNull("scale")).isNull();
    assertThat(config.numbersOrNull("factor")).containsExactly(2);
    assertThatThrownBy(() -> config.numbers("scale"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"scale\" should be numbers, but is null");
    assertThatThrownBy(() -> config.textOrNull("factor"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"factor\" should be a text, but is 2");
  }

  @Test
  void should_write_objects_by_a_writer_at_any_depth() {
    Shade blue = new Shade("Blue", new Shade("Red", 1));
    Config config =
        new Config().put("many", List.of(blue)).put("inner", new Config().put("deep", blue));

    assertThat(config.map(object -> Map.of("written", object.className())))
        .containsExactly(
            Map.entry("many", List.of(Map.of("written", "Blue"))),
            Map.entry("inner", Map.of("deep", Map.of("written", "Blue"))));
  }
}
