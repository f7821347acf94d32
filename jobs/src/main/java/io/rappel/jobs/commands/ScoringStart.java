package io.rappel.jobs.commands;

import io.rappel.jobs.config.options.ScoringOptions;
import io.rappel.jobs.config.options.SparkOptions;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.SparkStage;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.registry.RegistryModel;
import io.rappel.jobs.rows.InputCheck;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.session.Logs;
import io.rappel.jobs.session.SparkStart;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.objective.score.OutputDecoder;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * What commands that apply a model have before Spark starts.
 *
 * @param decoder the model's, with the threshold that was asked for
 * @param hadoop settings of file systems
 * @param note what should be known of the model
 */
record ScoringStart(
    Model model, OutputDecoder decoder, Configuration hadoop, Optional<String> note) {

  /**
   * Reads the model, and looks for the rows.
   *
   * @param out the path of {@code --out}, or null
   * @throws io.rappel.trainer.config.ConfigurationException if the options do not fit the model, or
   *     its files would be replaced
   * @throws io.rappel.trainer.data.DataException if the rows are not there
   */
  static ScoringStart of(ScoringOptions options, SparkOptions running, String out, ModelUse use)
      throws IOException {
    Logs.configure(running.verbose());
    Configuration hadoop = HadoopPaths.configuration(SparkStart.settings(running));
    String directory = RegistryModel.directory(options.model(), hadoop);
    Model model = ModelFiles.read(directory, hadoop, use, running.blas());
    if (out != null) {
      InputFiles.requireApartFromModel(out, ModelFiles.named(directory), hadoop);
    }
    InputCheck.requireFiles(options.input(), hadoop);
    return new ScoringStart(
        model, options.decoder(model), hadoop, SparkStage.note(directory, hadoop));
  }
}
