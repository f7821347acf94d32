package rappel.ml.model;

import io.rappel.trainer.model.Model;
import java.util.Arrays;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import rappel.ml.frame.Columns;
import rappel.ml.param.RappelParams;

/** Bytes of models in memory, for servers that hold them. */
public final class ModelSize {

  private static final long BYTES_OF_PARAMETER = 16;
  private static final long BYTES_OF_FEATURE = 2_000;
  private static final long BYTES_OF_MODEL = 100_000;

  /** Of a vector whose length nobody says. */
  private static final long UNKNOWN_INPUTS = 1_000;

  /** Of a column that is encoded. */
  private static final long INPUTS_OF_COLUMN = 200;

  /** Where the number of rows decides. */
  private static final int[] LARGEST_HIDDEN = {512, 512};

  private ModelSize() {}

  /** Of a model that is there. */
  public static long of(Model model) {
    return BYTES_OF_PARAMETER * model.parameters().length
        + BYTES_OF_FEATURE * model.schema().features().size()
        + BYTES_OF_MODEL;
  }

  /** Of a model that a stage is to train. */
  public static long expected(RappelParams stage, StructType schema) {
    int[] hidden = LARGEST_HIDDEN;
    if (stage.isDefined(stage.layers())) {
      int[] layers = stage.getLayers();
      hidden = Arrays.copyOfRange(layers, 1, layers.length);
    } else if (stage.isDefined(stage.hidden())) {
      hidden = stage.getHidden();
    }
    long inputs = inputs(stage, schema);
    long features = inputs;
    long parameters = 0;
    int members = stage.isDefined(stage.members()) ? stage.getMembers() : 1;
    for (int of : hidden) {
      long units = (long) members * of;
      parameters += (inputs + 1) * units;
      inputs = units;
    }
    parameters += (inputs + 1) * 10;
    return BYTES_OF_PARAMETER * parameters + BYTES_OF_FEATURE * features + BYTES_OF_MODEL;
  }

  private static long inputs(RappelParams stage, StructType schema) {
    if (stage.isDefined(stage.featuresCols())) {
      return INPUTS_OF_COLUMN * stage.getFeaturesCols().length;
    }
    StructField field = Columns.require(schema, stage.getFeaturesCol());
    int size =
        field.dataType().equals(SQLDataTypes.VectorType())
            ? AttributeGroup.fromStructField(field).size()
            : -1;
    return size < 0 ? UNKNOWN_INPUTS : size;
  }
}
