package io.rappel.jobs.config;

import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.gate.GateSettings;
import io.rappel.trainer.gate.GateTest;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives options the defaults of {@link TrainingConfig}, so that they are written there alone. */
public final class TrainingDefaults implements IDefaultValueProvider {

  private final Map<String, String> defaults = new LinkedHashMap<>();

  public TrainingDefaults() {
    TrainingConfig config = TrainingConfig.builder().build();
    put("--hidden", null);
    put("--activation", config.activation());
    put("--output-activation", config.outputActivation());
    put("--no-bias", !config.bias());
    put("--dropout", config.dropout());
    put("--init", config.initializer());
    put("--loss", config.loss());
    put("--l2", config.l2());
    put("--l1", config.l1());
    put("--class-weight", config.classWeights());
    put("--encoding", config.encoding());
    put("--scaling", config.scaling());
    put("--optimizer", config.optimizer());
    put("--learning-rate", config.learningRate() == 0 ? null : config.learningRate());
    put("--weight-decay", config.weightDecay());
    put("--bins-rate", config.splineRate());
    put("--schedule", config.schedule());
    put("--warmup", config.warmUp());
    put("--clip-norm", config.clipNorm());
    put("--clip-value", config.clipValue());
    put("--batch", config.batch());
    put("--sampling", config.sampling());
    put("--seed", config.seed());
    put("--epochs", config.epochs());
    put("--max-steps", config.maxSteps());
    put("--tolerance", config.tolerance());
    put("--patience", config.patience());
    put("--keep", config.keep());
    put("--max-levels", config.maxLevels());
    put("--missing", String.join(",", CellRules.DEFAULT.missing()));
    put("--validation-fraction", config.validationFraction());
    put("--precision", config.precision());
    put("--blas", config.blas());
    put("--local-path", config.localPath());
    put("--no-golden-rows", !config.goldenRows());
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
  static boolean canBeAuto(OptionSpec option) {
    return Converters.AUTO.equals(new TrainingDefaults().defaultValue(option));
  }
}
