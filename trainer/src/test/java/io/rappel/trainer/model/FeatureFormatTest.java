package io.rappel.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.DatePart;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Missing;
import io.rappel.trainer.features.Encoding.OneHot;
import io.rappel.trainer.features.Encoding.Part;
import io.rappel.trainer.features.Encoding.Thermometer;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.file.ModelFormatException;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Features of every encoding, and golden rows, in {@code model.json}. */
class FeatureFormatTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final Model MODEL = model();

  private static final String FEATURES =
      """
      [{"name":"size","kind":"number","fill":1.0,"encodings":[
         {"kind":"affine","offset":1.0,"factor":2.0,"limit":3.0},{"kind":"missing"},
         {"kind":"hat","knots":[-1.0,0.5]},{"kind":"thermometer","knots":[0.0,1.0]}]},
       {"name":"colour","kind":"category","fill":0.0,"encodings":[
         {"kind":"one-hot","levels":["red","blue"],"rest":true,"missing":false}]},
       {"name":"when","kind":"date","fill":1.0E9,"encodings":[
         {"kind":"part","part":"day-of-week"}]}]
      """;

  private static Model model() {
    FeatureEncoder features =
        new FeatureEncoder(
            List.of(
                new Feature(
                    "size",
                    FeatureKind.NUMBER,
                    1,
                    List.of(
                        new Affine(1, 2, 3),
                        new Missing(),
                        new Hat(List.of(-1.0, 0.5)),
                        new Thermometer(List.of(0.0, 1.0)))),
                new Feature(
                    "colour",
                    FeatureKind.CATEGORY,
                    0,
                    List.of(new OneHot(List.of("red", "blue"), true, false))),
                new Feature(
                    "when", FeatureKind.DATE, 1e9, List.of(new Part(DatePart.DAY_OF_WEEK)))));
    Network network =
        Network.of(features.inputs(), new int[] {}, 1, false, Activation.RELU, Activation.IDENTITY);
    Model model =
        new Model(
            new DataSchema(Task.REGRESSION, features.names(), List.of("y"), List.of(), false, null),
            network,
            new double[network.layout().size()],
            Precision.FLOAT64,
            Loss.SQUARED,
            features,
            Scaling.identity(1),
            Map.of());
    return model.with(
        GoldenRows.of(
            model, List.of(Arrays.asList(0.5, "red", 1e9), Arrays.asList(2.0, null, null)), null));
  }

  @Test
  void everyEncodingIsWrittenAndReadAsItIs() throws IOException {
    MemoryDirectory directory = MemoryDirectory.with(MODEL);

    assertThat(MAPPER.readTree(directory.text("model.json")).at("/features"))
        .isEqualTo(MAPPER.readTree(FEATURES));
    Model read = ModelFormat.load(directory);
    ModelAssertions.assertSame(read, MODEL);
    assertThat(read.golden()).isEqualTo(MODEL.golden());
  }

  private static final String NONE =
      " is none of affine, missing, one-hot, part, hat and thermometer, or is incomplete";

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"kind\":\"missing\"} | {\"kind\":\"mussing\"} | an encoding of feature 0*",
        "{\"kind\":\"missing\"} | null | an encoding of feature 0*",
        "{\"kind\":\"missing\"} | 7 | an encoding of feature 0*",
        "\"knots\":[-1.0,0.5] | \"knots\":null | an encoding of feature 0*",
        "\"knots\":[-1.0,0.5] | \"knots\":3 | knots of an encoding of feature 0 is not an array",
        "\"knots\":[-1.0,0.5] | \"knots\":[\"NaN\"] | knots of an encoding of feature 0 is not a number",
        "\"knots\":[-1.0,0.5] | \"knots\":[2,1] | knots are not finite or do not ascend",
        "\"factor\":2.0 | \"factor\":\"2.0\" | factor of an encoding of feature 0 is not a number",
        "\"factor\":2.0 | \"factor\":null | factor of an encoding of feature 0 is not a number",
        "\"rest\":true | \"rest\":1 | rest of an encoding of feature 1 is not true or false",
        "\"levels\":[\"red\",\"blue\"] | \"levels\":[\"red\",2] | levels of an encoding of feature 1 is not a string",
        "\"part\":\"day-of-week\" | \"part\":\"day\" | part of an encoding of feature 2 is 'day', which is none of [month, day-of-week, hour]",
        "\"fill\":1.0, | \"fill\":1.0,\"fill\":2.0, | feature 0 has the key 'fill' twice",
        "\"cells\":[0.5, | \"cells\":[[], | a cell of golden row 0 is not a number",
        "\"cells\":[0.5, | \"cells\":[true, | golden row 0 has a cell of 'size' that is no number",
        "\"outputs\":[ | \"outputs\":[\"1\", | outputs of golden row 0 is not a number",
        "\"task\":\"regression\" | \"task\":null | task is not a string",
        "\"network\":{ | \"network\":3,\"x\":{ | network is not an object",
        "\"layers\":[ | \"layers\":[null, | layer 0 is not an object",
        "{\"kind\":\"missing\"} | {\"kind\":\"missing\"},{\"x\":1,\"kind\":\"missing\"} | an encoding of feature 0*",
        "\"missing\":[ | \"missing\":[null, | missing of cells is not a string",
      })
  void whatIsNoneIsToldWithItsPlace(String valid, String damaged, String sentence)
      throws IOException {
    MemoryDirectory directory = MemoryDirectory.with(MODEL);
    Damage.json(j -> {}).accept(directory);
    String text = directory.text("model.json");
    assertThat(text).contains(valid);
    int at = text.indexOf(valid);
    directory.put(
        "model.json", text.substring(0, at) + damaged + text.substring(at + valid.length()));

    assertThatThrownBy(() -> ModelFormat.load(directory))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("m/model.json: " + sentence.replace("*", NONE));
  }
}
