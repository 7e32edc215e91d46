import static dev.braid.Braid.*;
import static dev.braid.datasets.Datasets.*;
import static dev.braid.models.notebooks.Notebook.*;
import dev.braid.*;
import dev.braid.datasets.*;
import dev.braid.models.vision.*;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;

/** The root folder of the repository. */
Path root = root();

/** The folder for the notebooks' output files. */
Path out = out();
