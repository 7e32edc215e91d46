import static dev.braid.Braid.*;
import static dev.braid.datasets.Datasets.*;
import static dev.braid.models.notebooks.Notebook.*;
import dev.braid.*;
import dev.braid.datasets.*;
import dev.braid.models.vision.*;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;

/** Braid's folder. */
Path root = root();

/** What the notebooks write goes here. */
Path out = out();
