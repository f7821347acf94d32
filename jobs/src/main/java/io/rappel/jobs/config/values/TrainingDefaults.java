package io.rappel.jobs.config.values;

import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.gate.GateSettings;
import io.rappel.trainer.gate.GateTest;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives options the defaults of {@link TrainingConfig}, so that they are written there alone. */
public final class TrainingDefaults implements IDefaultValueProvider {

  private final Map<String, String> defaults = new LinkedHashMap<>();

  public TrainingDefaults() {
    TrainingConfig config = TrainingConfig.builder().build();
    put("--hidden", null);
    put("--activation", config.network().activation());
    put("--output-activation", config.network().outputActivation());
    put("--no-bias", !config.network().bias());
    put("--dropout", config.network().dropout());
    put("--init", config.network().initializer());
    put("--members", config.network().members());
    put("--loss", config.objective().loss());
    put("--l2", config.objective().l2());
    put("--l1", config.objective().l1());
    put("--class-weight", config.objective().classWeights());
    put("--encoding", config.features().encoding());
    put("--scaling", config.features().scaling());
    put("--optimizer", config.descent().optimizer());
    put(
        "--learning-rate",
        config.descent().learningRate() == 0 ? null : config.descent().learningRate());
    put("--weight-decay", config.descent().weightDecay());
    put("--bins-rate", config.descent().splineRate());
    put("--schedule", config.descent().schedule());
    put("--warmup", config.descent().warmUp());
    put("--clip-norm", config.descent().clipNorm());
    put("--clip-value", config.descent().clipValue());
    put("--batch", config.batches().batch());
    put("--sampling", config.batches().sampling());
    put("--seed", config.batches().seed());
    put("--epochs", config.end().epochs());
    put("--max-steps", config.end().maxSteps());
    put("--tolerance", config.end().tolerance());
    put("--patience", config.end().patience());
    put("--keep", config.end().keep());
    put("--max-levels", config.features().maxLevels());
    put("--missing", String.join(",", CellRules.DEFAULT.missing()));
    put("--validation-fraction", config.running().validationFraction());
    put("--precision", config.running().precision());
    put("--blas", config.running().blas());
    put("--local-path", config.running().localPath());
    put("--no-golden-rows", !config.running().goldenRows());
    put("--task", null);
    put("--format", null);
    put("--out-format", null);
    put("--partitions", null);
    put("--start-from", null);
    put("--promote", null);
    put("--gate", null);
    put("--gate-test", GateTest.NON_INFERIOR);
    put("--gate-margin", GateSettings.MARGIN);
    put("--on-reject", OnReject.FAIL);
    put("--on-drift", OnReject.FAIL);
  }

  private void put(String option, Object value) {
    defaults.put(option, value == null ? Converters.AUTO : text(value));
  }

  private static String text(Object value) {
    return value instanceof Double number
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : value.toString();
  }

  /** The default of an option, {@code auto} where the program chooses; null: it has none. */
  public String of(String option) {
    return defaults.get(option);
  }

  /** The default of an option, or null. */
  @Override
  public String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? defaults.get(option.longestName()) : null;
  }

  /** Whether the option's choice can be left to the program. */
  public static boolean canBeAuto(OptionSpec option) {
    return Converters.AUTO.equals(new TrainingDefaults().defaultValue(option));
  }

  /** Whether an option says what holds without it, as where a printed configuration is read. */
  public static boolean isDefault(OptionSpec option) {
    Object value = option.getValue();
    String text =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
            : String.valueOf(value);
    return text.equals(new TrainingDefaults().defaultValue(option));
  }
}
