package io.rappel.jobs.output;

import io.rappel.trainer.config.EndSettings;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Writes {@code history.jsonl}: a line for each epoch, and for each step or each n-th of many.
 * Whoever follows the file sees the lines of an epoch when it ends.
 */
public final class HistoryWriter implements TrainingListener, AutoCloseable {

  /** About how many steps are written at the most. */
  private static final long STEP_LINES = 5_000;

  private final StepStride stride;
  private final OutputStream file;
  private final Writer out;
  private ByteArrayOutputStream remembered;
  private IOException failure;

  /**
   * @param end for the number of steps to come
   * @param out closed along with this
   */
  public HistoryWriter(EndSettings end, OutputStream out) {
    this.stride = new StepStride(STEP_LINES, end.maxSteps());
    this.file = out;
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /** Remembers all lines from here on, for {@link #lines}. */
  public void remember() {
    remembered = new ByteArrayOutputStream();
  }

  /** All lines so far, where they are remembered. */
  public byte[] lines() {
    return remembered.toByteArray();
  }

  /** Begins with the lines of an earlier attempt. */
  public void resume(byte[] lines) {
    append(new String(lines, StandardCharsets.UTF_8));
    flush();
  }

  @Override
  public void started(RunDescription run) {
    stride.started(run);
  }

  @Override
  public void stepped(StepReport step) {
    if (!stride.takes(step)) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", "step");
    line.put("epoch", step.epoch());
    line.put("step", step.step());
    line.put("loss", step.loss());
    line.put("data_loss", step.dataLoss());
    line.put("penalty", step.penalty());
    line.put("learning_rate", step.stepSize());
    putMeasured(line, "gradient_norms", step.gradientNorms());
    line.put("seconds", step.seconds());
    write(line);
  }

  @Override
  public void epochEnded(EpochReport epoch) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", "epoch");
    if (epoch.member() > 1) {
      line.put("member", epoch.member());
    }
    line.put("epoch", epoch.epoch());
    line.put("steps", epoch.steps());
    line.put("loss", epoch.loss());
    line.put("data_loss", epoch.dataLoss());
    line.put("validation_loss", epoch.validationLoss());
    line.put("validation", epoch.validation());
    if (!epoch.training().isEmpty()) {
      line.put("training", numbers(epoch.training()));
    }
    line.put("best", epoch.best());
    putMeasured(line, "gradient_norms", epoch.gradientNorms());
    putMeasured(line, "idle_units", epoch.idleUnits());
    line.put("examples_per_second", epoch.examplesPerSecond());
    line.put("seconds", epoch.seconds());
    line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    write(line);
    flush();
  }

  /** Numbers of each layer, which are not measured every time. */
  private static void putMeasured(Map<String, Object> line, String name, List<Double> numbers) {
    if (!numbers.isEmpty()) {
      line.put(name, numbers);
    }
  }

  /** What can be compared from epoch to epoch. */
  private static Map<String, Object> numbers(Map<String, Object> metrics) {
    Map<String, Object> numbers = new LinkedHashMap<>(metrics);
    numbers.values().removeIf(value -> !(value instanceof Number));
    return numbers;
  }

  private void write(Map<String, Object> line) {
    append(Json.line(line) + "\n");
  }

  private void append(String lines) {
    if (remembered != null) {
      remembered.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
    }
    if (failure != null) {
      return;
    }
    try {
      out.write(lines);
    } catch (IOException e) {
      failure = e;
    }
  }

  private void flush() {
    if (failure != null) {
      return;
    }
    try {
      out.flush();
      if (file instanceof FSDataOutputStream stream
          && stream.hasCapability(StreamCapabilities.HSYNC)) {
        stream.hflush();
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Why the history is not whole, if it is not: a full disk is no reason to end a training. */
  public Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
    }
  }
}
