package io.rappel.jobs.config.values;

import io.rappel.jobs.rows.Demo;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.predict.OutputFormat;
import io.rappel.jobs.text.Suggestions;
import io.rappel.trainer.config.Keep;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.data.ClassWeights;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.gate.GateTest;
import io.rappel.trainer.gate.metric.GateMetric;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads options' values. Messages continue a sentence that begins with the option's name. */
public final class Converters {

  /** The value that leaves a choice to the program; converted to null. */
  public static final String AUTO = "auto";

  private static final List<Class<? extends Enum<?>>> ENUMS =
      List.of(
          Activation.class,
          Loss.class,
          ScalingKind.class,
          SamplingKind.class,
          ScheduleKind.class,
          OptimizerKind.class,
          Precision.class,
          BlasKind.class,
          LocalPath.class,
          RowFormat.class,
          OutputFormat.class,
          ExportFormat.class,
          Demo.class,
          Keep.class,
          Task.class,
          GateMetric.class,
          GateTest.class,
          StartFrom.class,
          OnReject.class,
          PromoteMode.class);

  private static final List<String> INITIALIZERS =
      List.of(AUTO, "fan-in", "xavier", "he", "lecun", "normal:SD", "uniform:R", "zeros");

  private Converters() {}

  /** Has the commands read values as this class does. */
  public static void register(CommandLine commandLine) {
    ENUMS.forEach(type -> registerEnum(commandLine, type));
    commandLine
        .registerConverter(
            HiddenUnits.class, parser(HiddenUnits::parse, List.of(AUTO, HiddenUnits.NONE)))
        .registerConverter(BatchSize.class, parser(BatchSize::parse, List.of(AUTO, "full")))
        .registerConverter(
            ClassWeights.class, parser(ClassWeights::parse, List.of("none", "balanced")))
        .registerConverter(
            NumberEncoding.class,
            parser(NumberEncoding::parse, List.of(AUTO, "none", "hat", "thermometer")))
        .registerConverter(
            CheckpointInterval.class, parser(CheckpointInterval::parse, List.of("500", "10m")))
        .registerConverter(Initializer.class, parser(Initializer::parse, INITIALIZERS))
        .registerConverter(Integer.class, number("a whole number", Integer::valueOf))
        .registerConverter(Long.class, number("a whole number", Long::valueOf))
        .registerConverter(Double.class, number("a number", Double::valueOf));
  }

  private static <E> void registerEnum(CommandLine commandLine, Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    List<String> names = constants.stream().map(Object::toString).toList();
    commandLine.registerConverter(type, text -> choose(text, names, constants));
  }

  private static <E> E choose(String text, List<String> names, List<E> constants) {
    int index = names.indexOf(text);
    if (index < 0 && !text.equals(AUTO)) {
      throw new TypeConversionException(
          "has no choice '%s'%s (known: %s)"
              .formatted(text, Suggestions.hint(text, names), String.join(", ", names)));
    }
    return index < 0 ? null : constants.get(index);
  }

  /**
   * @param names that are values
   */
  private static <T> ITypeConverter<T> parser(Function<String, T> parse, List<String> names) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "is wrong: %s%s".formatted(e.getMessage(), Suggestions.hint(text, names)));
      }
    };
  }

  private static <T> ITypeConverter<T> number(String kind, Function<String, T> parse) {
    return text -> {
      try {
        return text.equals(AUTO) ? null : parse.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("must be %s, not '%s'".formatted(kind, text));
      }
    };
  }
}
