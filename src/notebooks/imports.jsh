import static dev.braid.Braid.*;
import dev.braid.*;
import dev.braid.datasets.*;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;

/** What the notebooks write goes here. */
Path out = Files.createDirectories(Path.of("target", "notebooks"));
