package io.rappel.trainer.model;

import static io.rappel.trainer.model.Damage.json;
import static io.rappel.trainer.model.Damage.layer;
import static io.rappel.trainer.model.Damage.row;
import static io.rappel.trainer.model.Damage.weights;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rappel.trainer.model.file.ModelFormatException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of damage to {@code status.json} and {@code model.json}, with its sentence. */
class HostileDescriptionTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource({"statuses", "descriptions", "networks"})
  void isRefused(String message, Consumer<MemoryDirectory> damage) {
    MemoryDirectory directory = MemoryDirectory.with(Damage.MODEL);
    damage.accept(directory);

    assertThatThrownBy(() -> ModelFormat.load(directory))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        row(
            "m: no finished model here (status.json is missing)",
            m -> m.files.remove("status.json")),
        row(
            "m: no finished model here (status.json says 'diverged')",
            m -> m.put("status.json", "{\"outcome\":\"diverged\"}")),
        row(
            "m: no finished model here (status.json does not say 'done')",
            m -> m.put("status.json", "{\"outcome\":true}")),
        row("m/status.json: the file's content is not an object", m -> m.put("status.json", "[]")),
        row("m/status.json: the file's content is not an object", m -> m.put("status.json", "")),
        row(
            "m/status.json: the file's content has the key 'outcome' twice",
            m -> m.put("status.json", "{\"outcome\":\"done\",\"outcome\":\"done\"}")),
        row(
            "m/status.json: the file has 1048577 bytes, which is more than the 1048576 that are read",
            m -> m.put("status.json", " ".repeat((1 << 20) + 1))),
        row(
            "m/status.json: the file's content has more than 100000 values",
            m -> m.put("status.json", "{\"a\":[" + "1,".repeat(200_000) + "1]}")));
  }

  static Stream<Arguments> descriptions() {
    return Stream.of(
        row("m/model.json: there is no such file", m -> m.files.remove("model.json")),
        row("m/model.json: invalid JSON at line 1, column 2", m -> m.put("model.json", "{x")),
        row("m/model.json: invalid JSON at line 1, column 2", m -> m.put("model.json", "{")),
        row(
            "m/model.json: the text is not UTF-8",
            m -> m.files.put("model.json", new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"'})),
        row(
            "m/model.json: there is something after the end of the JSON object",
            m -> m.put("model.json", m.text("model.json") + "{}")),
        row(
            "m/model.json: the content does not match its checksum: the file is damaged, or was"
                + " edited without removing its key 'checksum'",
            m -> m.put("model.json", m.text("model.json").replace("relu", "tanh"))),
        row(
            "m/model.json: the file's content has the key 'task' twice",
            m -> m.put("model.json", "{\"task\":\"regression\",\"task\":\"regression\"}")),
        row(
            "m/model.json: provenance has the key 'a' twice",
            m -> m.put("model.json", "{\"provenance\":{\"a\":1,\"a\":2}}")),
        row(
            "m/model.json: the JSON is nested too deeply, or has too long a string or number",
            m -> m.put("model.json", "{\"provenance\":{\"a\":" + "[".repeat(1_000_000))),
        row(
            "m/model.json: the JSON is nested too deeply, or has too long a string or number",
            m -> m.put("model.json", "{\"task\":\"" + "x".repeat(2_000_000))),
        row(
            "m/model.json: the JSON is nested too deeply, or has too long a string or number",
            m -> m.put("model.json", "{\"format_version\":" + "9".repeat(1_000))),
        row(
            "m/model.json: provenance has more than 100000 values",
            m -> m.put("model.json", "{\"provenance\":{\"a\":[" + "[],".repeat(1_000_000))),
        row(
            "m/model.json: format version 3 is not supported; this program reads versions 1 to 2",
            json(j -> j.put("format_version", 3))),
        row(
            "m/model.json: format version 0 is not supported; this program reads versions 1 to 2",
            json(j -> j.put("format_version", 0))),
        row(
            "m/model.json: features are no names, as version 1 has them",
            json(j -> j.put("format_version", 1))),
        row(
            "m/model.json: format_version is not a whole number",
            json(j -> j.put("format_version", "1"))),
        row("m/model.json: the key 'loss' is missing", json(j -> j.remove("loss"))),
        row("m/model.json: the key 'features' is missing", json(j -> j.remove("features"))),
        row("m/model.json: the file has the unknown key 'class'", json(j -> j.put("class", 1))),
        row(
            "m/model.json: loss is 'os', which is none of [cross-entropy, logistic, squared,"
                + " half-squared, absolute, huber, hinge, squared-hinge, poisson]",
            json(j -> j.put("loss", "os"))),
        row(
            "m/model.json: precision is 'float16', which is none of [float32, float64]",
            json(j -> j.put("precision", "float16"))),
        row(
            "m/model.json: task is 'REGRESSION', which is none of [classification, regression]",
            json(j -> j.put("task", "REGRESSION"))),
        row("m/model.json: feature 0 is not an object", json(j -> j.putArray("features").add(1))),
        row("m/model.json: features is not an array", json(j -> j.put("features", "age"))),
        row(
            "m/model.json: numeric_classes is not true or false",
            json(j -> j.put("numeric_classes", 0))),
        row("m/model.json: weight_column is not a string", json(j -> j.put("weight_column", 0))),
        row(
            "m/model.json: a regression has no classes",
            json(j -> j.putArray("classes").add("a").add("b"))),
        row(
            "m/model.json: features are names, as in version 1",
            json(j -> j.putArray("features").add("a").add("b"))),
        row(
            "m/model.json: the network takes 3 inputs, but the features become 2",
            json(j -> ((ArrayNode) j.at("/features")).remove(0))),
        row(
            "m/model.json: feature 0 has the unknown key 'mean'",
            json(j -> ((ObjectNode) j.at("/features/0")).put("mean", 1))),
        row(
            "m/model.json: feature 1 lacks one of name, kind and fill",
            json(j -> ((ObjectNode) j.at("/features/1")).remove("kind"))),
        row(
            "m/model.json: an encoding of feature 0 is none of affine, missing, one-hot, part, hat and thermometer, or"
                + " is incomplete",
            json(j -> ((ObjectNode) j.at("/features/0/encodings/0")).remove("factor"))),
        row(
            "m/model.json: an encoding of feature 0 is none of affine, missing, one-hot, part, hat and thermometer, or"
                + " is incomplete",
            json(j -> ((ObjectNode) j.at("/features/0/encodings/0")).put("part", "month"))),
        row(
            "m/model.json: an offset of 1.0 and a factor of -2.0 are no scaling",
            json(
                j ->
                    ((ObjectNode) j.at("/features/0/encodings/0"))
                        .put("offset", 1.0)
                        .put("factor", -2.0))),
        row(
            "m/model.json: the network has 4 outputs for 1 labels",
            json(j -> j.putArray("labels").add("a"))),
        row(
            "m/model.json: scaling of column 0 has offset Infinity and factor 1.0",
            m -> m.put("model.json", "{\"feature_scaling\":{\"offset\":[1e999],\"factor\":[1]}}")),
        row(
            "m/model.json: invalid JSON at line 1, column 34",
            m -> m.put("model.json", "{\"feature_scaling\":{\"offset\":[NaN]}}")),
        row(
            "m/model.json: scaling has 1 offsets and 2 factors",
            m -> m.put("model.json", "{\"feature_scaling\":{\"offset\":[1],\"factor\":[1,2]}}")),
        row(
            "m/model.json: target_scaling lacks offset or factor",
            json(j -> j.putObject("target_scaling").putArray("offset"))),
        row(
            "m/model.json: target_scaling does not have a factor above 0 for each label",
            json(j -> ((ArrayNode) j.at("/target_scaling/factor")).set(0, 0))),
        row(
            "m/model.json: the file of weights is not named 'weights.safetensors'",
            json(j -> weights(j).put("file", "../../secret"))),
        row(
            "m/model.json: sha256 of weights is not 64 hexadecimal digits",
            json(j -> weights(j).put("sha256", "no"))),
        row(
            "m/model.json: bytes of weights is -1, not a number from 0 to 2^63 - 1",
            json(j -> weights(j).put("bytes", -1))));
  }

  static Stream<Arguments> networks() {
    return Stream.of(
        row(
            "m/model.json: inputs of layer 0 is -3, not a number from 0 to 2^63 - 1",
            json(j -> layer(j, 0).put("inputs", -3))),
        row(
            "m/model.json: outputs of layer 1 is 0, not a width from 1 to 2^31 - 1",
            json(j -> layer(j, 1).put("outputs", 0))),
        row(
            "m/model.json: outputs of layer 1 is 2147483648, not a width from 1 to 2^31 - 1",
            json(j -> layer(j, 1).put("outputs", 1L << 31))),
        row(
            "m/model.json: outputs of layer 1 is 99999999999999999999, not a number from 0 to 2^63"
                + " - 1",
            m ->
                m.put(
                    "model.json",
                    "{\"network\":{\"layers\":[{\"inputs\":1,\"outputs\":1,\"bias\":true,"
                        + "\"activation\":\"relu\"},{\"outputs\":99999999999999999999}]}}")),
        row(
            "m/model.json: inputs of layer 0 is not a whole number",
            json(j -> layer(j, 0).put("inputs", 3.5))),
        row(
            "m/model.json: layer 1 takes 8 inputs, but layer 0 has 7 outputs",
            json(j -> layer(j, 1).put("inputs", 8))),
        row(
            "m/model.json: the network has more than 2^31 parameters, which do not fit one vector",
            json(
                j -> {
                  layer(j, 0).put("outputs", Integer.MAX_VALUE);
                  layer(j, 1).put("inputs", Integer.MAX_VALUE);
                })),
        row(
            "m/model.json: activation of layer 0 is 'sine', which is none of [identity, relu,"
                + " leaky-relu, elu, gelu, silu, tanh, sigmoid, softplus, exp, softmax]",
            json(j -> layer(j, 0).put("activation", "sine"))),
        row(
            "m/model.json: softmax is for the output layer, not for layer 0",
            json(j -> layer(j, 0).put("activation", "softmax"))),
        row(
            "m/model.json: the loss logistic does not go with the output activation identity",
            json(j -> j.put("loss", "logistic"))),
        row(
            "m/model.json: the loss hinge does not go with the task regression",
            json(j -> j.put("loss", "hinge"))),
        row(
            "m/model.json: layer 0 lacks one of inputs, outputs, bias and activation",
            json(j -> layer(j, 0).remove("bias"))),
        row(
            "m/model.json: layer 0 has the unknown key 'units'",
            json(j -> layer(j, 0).put("units", 3))),
        row(
            "m/model.json: a network needs at least one layer",
            json(j -> j.putObject("network").putArray("layers"))));
  }
}
