package dev.braid.internal.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxMemoryTest {
  private static final String MEMINFO =
      """
      MemTotal:       1000 kB
      MemFree:         100 kB
      MemAvailable:    600 kB
      SwapTotal:        50 kB
      SwapFree:         20 kB
      HugePages_Total:   0
      """;

  @TempDir Path root;

  private void put(String file, String content) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private AvailableMemory free() {
    return new LinuxMemory(root).free().orElseThrow();
  }

  @Test
  void should_know_nothing_on_other_systems() {
    assertThat(new LinuxMemory(root).free()).isEmpty();
  }

  @Test
  void should_count_what_the_machine_can_give_with_its_swap() throws IOException {
    put("proc/meminfo", MEMINFO);
    put("proc/self/cgroup", "0::/\n");
    assertThat(free())
        .isEqualTo(new AvailableMemory(620 * 1024, 1050 * 1024, "this machine has free"));
  }

  @Test
  void should_count_what_the_container_leaves_beside_its_cache_of_files() throws IOException {
    put("proc/meminfo", MEMINFO);
    put("proc/self/cgroup", "0::/\n");
    put("sys/fs/cgroup/memory.max", "500000\n");
    put("sys/fs/cgroup/memory.current", "450000\n");
    put("sys/fs/cgroup/memory.stat", "anon 300000\ninactive_file 100000\n");
    assertThat(free()).isEqualTo(new AvailableMemory(150_000, 500_000, "this container has free"));
  }

  @Test
  void should_take_the_least_of_all_groups_above() throws IOException {
    put("proc/meminfo", MEMINFO);
    put("proc/self/cgroup", "1:name=systemd:/\n4:cpu,memory:/outer/inner\n0::/\n");
    put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
    put("sys/fs/cgroup/memory/memory.usage_in_bytes", "900000\n");
    put("sys/fs/cgroup/memory/outer/memory.limit_in_bytes", "400000\n");
    put("sys/fs/cgroup/memory/outer/memory.usage_in_bytes", "390000\n");
    put("sys/fs/cgroup/memory/outer/inner/memory.limit_in_bytes", "300000\n");
    put("sys/fs/cgroup/memory/outer/inner/memory.usage_in_bytes", "100000\n");
    assertThat(free()).isEqualTo(new AvailableMemory(10_000, 400_000, "this container has free"));
  }

  @Test
  void should_pass_over_groups_without_a_limit() throws IOException {
    put("proc/meminfo", MEMINFO);
    put("proc/self/cgroup", "0::/user.slice\n");
    put("sys/fs/cgroup/user.slice/memory.max", "max\n");
    put("sys/fs/cgroup/user.slice/memory.current", "5\n");
    assertThat(free().source()).isEqualTo("this machine has free");
  }
}
