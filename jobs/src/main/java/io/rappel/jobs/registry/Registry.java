package io.rappel.jobs.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.RunStatus;
import io.rappel.jobs.output.files.ClaimedPlace;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.output.files.NewFile;
import io.rappel.jobs.registry.log.LogRecord;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.jobs.registry.log.RegistryLog;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.drift.DataManifest;
import io.rappel.trainer.model.file.JsonInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** A directory with a log, models by the hash of their weights, and what runs leave. */
public final class Registry {

  /** With a model, what the rows were like that it was trained on. */
  static final String ROWS_MANIFEST = "rows.json";

  private static final String OPTION = "--registry";
  private static final Set<String> FOLDERS = Set.of("log", "models", "runs");
  private static final int VERSION_DIGITS = 64;

  private final String option;
  private final String text;
  private final Configuration configuration;
  private final FileSystem files;
  private final Path directory;
  private final RegistryLog log;

  private Registry(String option, String text, Configuration configuration) throws IOException {
    Path path = HadoopPaths.path(option, text);
    this.option = option;
    this.text = text;
    this.configuration = configuration;
    this.files = HadoopPaths.fileSystem(path, configuration);
    this.directory = files.makeQualified(path);
    this.log = new RegistryLog(files, new Path(directory, "log"));
  }

  /**
   * A registry that is there.
   *
   * @throws DataException if there is none
   */
  public static Registry open(String text, Configuration configuration) throws IOException {
    return open(OPTION, text, configuration);
  }

  /**
   * The same.
   *
   * @param option that names it, for messages; one that ends in a colon is part of the name
   */
  static Registry open(String option, String text, Configuration configuration) throws IOException {
    Registry registry = new Registry(option, text, configuration);
    if (!registry.isFounded()) {
      throw new DataException(
          "%s is no registry: it has no %s, which the first retraining writes"
              .formatted(registry.named(), RegistrySettings.FILE));
    }
    return registry;
  }

  /** Whether a path is that of a registry. */
  static boolean isThere(String option, String text, Configuration configuration)
      throws IOException {
    return new Registry(option, text, configuration).isFounded();
  }

  private boolean isFounded() throws IOException {
    try {
      return HadoopPaths.exists(files, settingsFile());
    } catch (AccessControlException e) {
      throw new DataException(named() + " cannot be read: " + e.getMessage());
    }
  }

  /** As the user named it, for messages. */
  private String named() {
    return option.endsWith(":") ? option + text : option + " " + text;
  }

  /**
   * A registry that is there or is yet to be founded.
   *
   * @param option that names it, for messages
   * @throws ConfigurationException if there is something else, or the file system is none for it
   */
  public static Registry openOrFound(String option, String text, Configuration configuration)
      throws IOException {
    Registry registry = new Registry(option, text, configuration);
    NewFile.require(option, registry.files, registry.directory);
    if (registry.isFounded()) {
      return registry;
    }
    if (registry.files.exists(registry.directory) && registry.holdsOtherThings()) {
      throw new ConfigurationException(
          "%s holds other things than a registry; name a new or an empty directory"
              .formatted(registry.named()));
    }
    return registry;
  }

  private boolean holdsOtherThings() throws IOException {
    if (!files.getFileStatus(directory).isDirectory()) {
      return true;
    }
    for (FileStatus file : files.listStatus(directory)) {
      String name = file.getPath().getName();
      if (!name.startsWith(".") && !FOLDERS.contains(name)) {
        return true;
      }
    }
    return false;
  }

  private Path settingsFile() {
    return new Path(directory, RegistrySettings.FILE);
  }

  /** What it was founded with; empty: it is new. */
  public Optional<RegistrySettings> settings() throws IOException {
    if (!isFounded()) {
      return Optional.empty();
    }
    try (InputStream in = files.open(settingsFile())) {
      return Optional.of(
          RegistrySettings.parse(HadoopPaths.display(settingsFile()), in.readAllBytes()));
    }
  }

  /** Founds it, unless somebody has by now; gives what holds. */
  public RegistrySettings found(RegistrySettings ours) throws IOException {
    for (String name : FOLDERS) {
      files.mkdirs(new Path(directory, name));
    }
    try {
      NewFile.write(files, settingsFile(), ours.json());
      return ours;
    } catch (FileAlreadyExistsException e) {
      return settings().orElseThrow();
    }
  }

  /**
   * The right to train for it, which spares others the work.
   *
   * @param expiry how long a holder may be silent on file systems that do not know who lives
   * @throws io.rappel.jobs.output.files.LockedException if another run has it
   */
  public ClaimedPlace lease(Duration expiry) throws IOException {
    return ClaimedPlace.take(option, new Path(directory, "runs").toString(), expiry, configuration);
  }

  /** Its log. */
  public RegistryLog log() {
    return log;
  }

  /** The file system that it is on. */
  public FileSystem files() {
    return files;
  }

  /** As the user wrote it. */
  @Override
  public String toString() {
    return text;
  }

  /** Where a version is. */
  public Path model(String version) {
    return new Path(new Path(directory, "models"), version);
  }

  /** Where a run leaves its files. */
  public RunFolder folder(String run) {
    return new RunFolder(files, new Path(new Path(directory, "runs"), run));
  }

  /**
   * The version of a prefix.
   *
   * @throws ConfigurationException if the log has none, or several
   */
  public String version(LogState state, String prefix) {
    Set<String> found = new TreeSet<>();
    versions(state).filter(version -> version.startsWith(prefix)).forEach(found::add);
    if (found.size() != 1 || prefix.isEmpty()) {
      throw new ConfigurationException(
          "%s has %s version %s; rappel versions lists them"
              .formatted(named(), found.isEmpty() ? "no" : "more than one", prefix));
    }
    return found.iterator().next();
  }

  private static Stream<String> versions(LogState state) {
    return state.records().stream().map(LogRecord::version);
  }

  /** Leaves the page of its history. */
  public void describe(String page) throws IOException {
    HadoopPaths.write(files, new Path(directory, "history.html"), page);
  }

  /**
   * Puts a finished model in its place, from which nothing moves it any more.
   *
   * @param from its directory, which is gone then
   */
  public void keep(Path from, String version) throws IOException {
    Path to = model(version);
    if (NewFile.movesFolders(files, directory)) {
      try {
        HadoopPaths.moveToNew(files, from, to);
      } catch (FileAlreadyExistsException e) {
        // The same weights were trained before.
        files.delete(from, true);
      }
      return;
    }
    if (!files.exists(new Path(to, RunStatus.FILE))) {
      copy(files, from, to);
    }
    files.delete(from, true);
  }

  /** File by file, the status last. */
  private void copy(FileSystem source, Path from, Path to) throws IOException {
    for (FileStatus file : source.listStatus(from)) {
      if (!file.getPath().getName().equals(RunStatus.FILE)) {
        copyFile(source, file.getPath(), to);
      }
    }
    copyFile(source, new Path(from, RunStatus.FILE), to);
  }

  private void copyFile(FileSystem source, Path file, Path to) throws IOException {
    FileUtil.copy(source, file, files, new Path(to, file.getName()), false, true, configuration);
  }

  /** Removes models; those that are gone already are no matter. */
  public void remove(Set<String> versions) throws IOException {
    for (String version : versions) {
      if (version.length() == VERSION_DIGITS) {
        files.delete(model(version), true);
      }
    }
  }

  /**
   * Makes sure that a version's model is whole, and gives what it gave when it was made.
   *
   * @throws io.rappel.trainer.model.file.ModelFormatException if not
   * @throws DataException if it has been removed
   */
  public void requireUsable(String version) throws IOException {
    requireKept(version);
    ModelFiles.read(HadoopPaths.display(model(version)), configuration, ModelUse.INSPECT, null);
  }

  /**
   * Makes sure that a version's model is there.
   *
   * @throws DataException if it has been removed
   */
  public void requireKept(String version) throws IOException {
    if (!has(version)) {
      throw new DataException(
          "the model of version %.12s is no longer kept in %s".formatted(version, text));
    }
  }

  /** Whether a version's model is there. */
  public boolean has(String version) throws IOException {
    return files.exists(new Path(model(version), RunStatus.FILE));
  }

  /** Copies a version's model from another registry. */
  public void takeOver(Registry other, String version) throws IOException {
    copy(other.files, other.model(version), model(version));
  }

  /** What the rows were like that a version was trained on; empty: it does not say. */
  public Optional<DataManifest> rowsOf(String version) throws IOException {
    Path file = new Path(model(version), ROWS_MANIFEST);
    if (!files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = files.open(file)) {
      return Optional.of(
          DataManifest.fromMap(JsonInput.readFree(HadoopPaths.display(file), in.readAllBytes())));
    } catch (IllegalArgumentException | JsonProcessingException e) {
      throw new DataException(
          HadoopPaths.display(file)
              + " is damaged; without it, rows are not compared with those of the version");
    }
  }
}
