package io.rappel.jobs.config.options;

import io.rappel.jobs.config.values.CheckpointInterval;
import io.rappel.jobs.config.values.OnReject;
import io.rappel.jobs.config.values.PromoteMode;
import io.rappel.jobs.config.values.StartFrom;
import io.rappel.jobs.registry.ReplayRange;
import io.rappel.jobs.registry.Retention;
import io.rappel.trainer.config.ConfigurationException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;

/** Which registry is trained for, for which day, and what becomes of the model. */
public final class RetrainOptions {

  private static final int USUAL_VERSIONS = 10;
  private static final int USUAL_DAYS = 30;
  private static final int USUAL_LEASE_SECONDS = 60;

  @Option(
      names = "--registry",
      paramLabel = "DIR",
      description = {
        "The registry, a directory on a local disk, HDFS, ABFS, S3 or Google Cloud Storage; the"
            + " first run founds it.",
        "Example: --registry models/churn"
      })
  private String registry;

  @Option(
      names = "--logical-date",
      paramLabel = "YYYY-MM-DD",
      description = {
        "The day that the run stands for, which takes the place of {logical-date} in paths;"
            + " without it, today in UTC.",
        "Example: --logical-date 2026-11-01"
      })
  private String logicalDate;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = {
        "{logical-date} in --data stands for this many days, up to the logical date; days before it"
            + " that are not there are left out.",
        "Example: --window 7"
      })
  private Integer window;

  @Option(
      names = "--start-from",
      paramLabel = "WHAT",
      description = {
        "${COMPLETION-CANDIDATES}, or auto: the champion where features, classes and layers are its"
            + " own, and otherwise scratch.",
        "Example: --start-from scratch"
      })
  private StartFrom startFrom;

  @Option(
      names = "--promote",
      paramLabel = "WHO",
      description = {
        "Who makes an accepted challenger the champion: auto, or manual: rappel promote.",
        "Example: --promote manual"
      })
  private PromoteMode promote;

  @Option(
      names = "--on-reject",
      paramLabel = "HOW",
      description = {
        "fail: a rejected challenger ends the command with 5; ok: with 0.",
        "Example: --on-reject ok"
      })
  private OnReject onReject;

  @Option(
      names = "--on-drift",
      paramLabel = "HOW",
      description = {
        "fail: rows that differ so much from the champion's that training would be wrong, such as"
            + " half as many, end the command with 3; ok: they are told and trained on.",
        "Example: --on-drift ok"
      })
  private OnReject onDrift;

  @Option(
      names = "--on-promote",
      paramLabel = "COMMAND",
      description = {
        "A command of the shell that follows a promotion by the run, and finds RAPPEL_VERSION,"
            + " RAPPEL_MODEL, RAPPEL_PREVIOUS, RAPPEL_REGISTRY and RAPPEL_RUN in its environment."
            + " Where it fails, the same run again runs it again. Not with --promote manual.",
        "Example: --on-promote ./deploy.sh"
      })
  private String onPromote;

  @Option(
      names = "--keep-versions",
      paramLabel = "N",
      description = {
        "Models of so many of the last runs are kept, 10 without this option.",
        "Example: --keep-versions 30"
      })
  private Integer keepVersions;

  @Option(
      names = "--keep-days",
      paramLabel = "D",
      description = {
        "Besides, every champion of so many days is kept, 30 without this option.",
        "Example: --keep-days 90"
      })
  private Integer keepDays;

  @Option(
      names = "--lease",
      paramLabel = "SECONDS",
      description = {
        "How long a run may be silent before another takes over, on file systems that do not know"
            + " whether its process lives; 60 without this option.",
        "Example: --lease 300"
      })
  private Integer lease;

  @Option(
      names = "--replay",
      paramLabel = "FROM..TO",
      description = {
        "Does the runs of these days again, in the order of their records and with the rollbacks"
            + " between them, and compares; with options of the gate, what would have been.",
        "Example: --replay 2026-10-01..2026-10-31 --into again"
      })
  private String replay;

  @Option(
      names = "--into",
      paramLabel = "NEW",
      description = {"The new registry of a replay.", "Example: --into again"})
  private String into;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = {
        "Updates or time between checkpoints; without it, there is one after each epoch.",
        "Example: --checkpoint-every 10m"
      })
  private CheckpointInterval checkpointEvery;

  /**
   * Checks that what is needed is there and makes sense.
   *
   * @throws ConfigurationException if not
   */
  public void check() {
    registry();
    logicalDate();
    requireAtLeast("--window", window, 1);
    requireAtLeast("--keep-versions", keepVersions, 1);
    requireAtLeast("--keep-days", keepDays, 0);
    requireAtLeast("--lease", lease, 1);
    if (isManual() && onPromote != null) {
      throw new ConfigurationException(
          "--on-promote follows a promotion by the run, and with --promote manual there is none: run the command after rappel promote");
    }
  }

  private static void requireAtLeast(String option, Integer value, int least) {
    if (value != null && value < least) {
      throw new ConfigurationException(
          "%s must be a number from %d on, not %d".formatted(option, least, value));
    }
  }

  /**
   * The registry, as the user wrote it.
   *
   * @throws ConfigurationException if none was given
   */
  public String registry() {
    if (registry == null || registry.isBlank()) {
      throw new ConfigurationException("there is no registry: give --registry DIR");
    }
    return registry;
  }

  /** The day that the run stands for. */
  public LocalDate logicalDate() {
    if (logicalDate == null) {
      return LocalDate.now(ZoneOffset.UTC);
    }
    try {
      return LocalDate.parse(logicalDate);
    } catch (DateTimeParseException e) {
      throw new ConfigurationException(
          "--logical-date must be a day such as 2026-11-01, not " + logicalDate);
    }
  }

  /**
   * The days to replay, or null.
   *
   * @throws ConfigurationException if there is no place for it
   */
  public ReplayRange replay() {
    if ((replay == null) != (into == null)) {
      throw new ConfigurationException("--replay FROM..TO and --into NEW go together");
    }
    return replay == null ? null : ReplayRange.parse(replay);
  }

  /** The new registry of a replay, or null. */
  public String into() {
    return into;
  }

  /** How many days {@code {logical-date}} stands for; null: one, and none need be named. */
  public Integer window() {
    return window;
  }

  /** Null: the champion where that can be. */
  public StartFrom startFrom() {
    return startFrom;
  }

  /** Whether somebody has to promote. */
  public boolean isManual() {
    return promote == PromoteMode.MANUAL;
  }

  /** Whether the command fails where the challenger is rejected. */
  public boolean failsOnReject() {
    return onReject == OnReject.FAIL;
  }

  /** Whether the command fails where training would be wrong. */
  public boolean failsOnDrift() {
    return onDrift == OnReject.FAIL;
  }

  /** What follows a promotion, or null. */
  public String onPromote() {
    return onPromote;
  }

  /** Which models are kept. */
  public Retention retention() {
    return new Retention(
        keepVersions == null ? USUAL_VERSIONS : keepVersions,
        keepDays == null ? USUAL_DAYS : keepDays);
  }

  /** How long a run may be silent. */
  public Duration lease() {
    return Duration.ofSeconds(lease == null ? USUAL_LEASE_SECONDS : lease);
  }

  /** How often checkpoints are written; null: after each epoch. */
  public CheckpointInterval checkpointEvery() {
    return checkpointEvery;
  }
}
