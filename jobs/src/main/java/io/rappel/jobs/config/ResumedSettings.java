package io.rappel.jobs.config;

import io.rappel.trainer.checkpoint.Checkpoint;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.DescentSettings;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which options a run that goes on must share with its earlier attempts: all that enter its bits.
 */
public final class ResumedSettings {

  private static final Set<String> FREE =
      Set.of(
          "master",
          "conf",
          "partitions",
          "local-path",
          "out",
          "overwrite",
          "test",
          "checkpoint",
          "checkpoint-every",
          "resume",
          "tensorboard",
          "mlflow",
          "importance",
          "verbose");

  private static final String EPOCHS = "epochs";
  private static final String NOT_SET = "not set";

  private ResumedSettings() {}

  /** Those of all effective options that must be the same. */
  public static Map<String, Object> of(Map<String, Object> configuration) {
    Map<String, Object> settings = new LinkedHashMap<>(configuration);
    settings.keySet().removeAll(FREE);
    return settings;
  }

  /**
   * Makes sure that a run can go on from a checkpoint.
   *
   * @param settings of the run
   * @param config the same
   * @throws ConfigurationException if a setting differs; all that do are named
   */
  public static void requireSame(
      Map<String, Object> settings, TrainingConfig config, Checkpoint checkpoint) {
    Map<String, Object> then = checkpoint.description().settings();
    Set<String> keys = new TreeSet<>(settings.keySet());
    keys.addAll(then.keySet());
    List<String> differences = new ArrayList<>();
    for (String key : keys) {
      String was = text(then.get(key));
      String is = text(settings.get(key));
      boolean longer =
          key.equals(EPOCHS) && mayGrow(config, checkpoint.description().facts().epochs());
      if (!was.equals(is) && !longer) {
        differences.add("--%s was %s and is %s".formatted(key, was, is));
      }
    }
    if (!differences.isEmpty()) {
      throw new ConfigurationException(
          "--resume cannot go on from %s, whose settings differ: %s; give the same, or begin anew in another folder"
              .formatted(checkpoint, String.join(", ", differences)));
    }
  }

  /**
   * A cosine is stretched over all epochs; other schedules do not know how many there are. Of
   * several members, some may have had fewer.
   */
  private static boolean mayGrow(TrainingConfig config, int epochs) {
    DescentSettings descent = config.descent();
    boolean recipe = descent.optimizer() == null && descent.schedule() == null;
    Integer wanted = config.end().epochs();
    Integer members = config.network().members();
    return wanted != null
        && (members == null || members == 1)
        && wanted >= epochs
        && !recipe
        && descent.schedule() != ScheduleKind.COSINE;
  }

  private static String text(Object value) {
    return value == null ? NOT_SET : value.toString();
  }
}
