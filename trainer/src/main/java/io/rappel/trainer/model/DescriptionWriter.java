package io.rappel.trainer.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.network.Layer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a {@code model.json}. Equal descriptions give equal bytes: keys have a fixed order, those
 * of the provenance are sorted, and numbers are the shortest that read back as the same double.
 */
final class DescriptionWriter {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final JsonGenerator json;

  private DescriptionWriter(JsonGenerator json) {
    this.json = json;
  }

  /** The bytes of the file, with the checksum of these bytes among them. */
  static byte[] render(ModelDescription description) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
      new DescriptionWriter(json).write(description);
    }
    bytes.write('\n');
    return withChecksum(bytes.toByteArray());
  }

  /** Nothing in the file comes before the checksum that could look like a blank one. */
  private static byte[] withChecksum(byte[] bytes) {
    byte[] checksum = Checksum.without(Checksum.BLANK, bytes).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(checksum, 0, bytes, Checksum.position(Checksum.BLANK, bytes), checksum.length);
    return bytes;
  }

  private void write(ModelDescription description) throws IOException {
    DataSchema schema = description.schema();
    json.writeStartObject();
    json.writeNumberField("format_version", ModelFormat.VERSION);
    json.writeStringField("checksum", Checksum.BLANK);
    json.writeStringField("task", schema.task().toString());
    writeNetwork(description.network().layers());
    json.writeStringField("loss", description.loss().toString());
    json.writeStringField("precision", description.precision().toString());
    writeTexts("labels", schema.labels());
    writeTexts("classes", schema.classes());
    json.writeBooleanField("numeric_classes", schema.numericClasses());
    json.writeStringField("weight_column", schema.weight());
    writeCells(schema.cells());
    json.writeArrayFieldStart("features");
    for (Feature feature : description.encoder().features()) {
      FeatureJson.write(json, feature);
    }
    json.writeEndArray();
    writeScaling("target_scaling", description.targetScaling());
    json.writeObjectFieldStart("weights");
    json.writeStringField("file", ModelFormat.WEIGHTS_FILE);
    json.writeNumberField("bytes", description.weightsBytes());
    json.writeStringField("sha256", description.weightsSha256());
    json.writeEndObject();
    if (!description.golden().rows().isEmpty()) {
      json.writeArrayFieldStart("golden_rows");
      for (GoldenRows.Row row : description.golden().rows()) {
        GoldenRowJson.write(json, row);
      }
      json.writeEndArray();
    }
    json.writeFieldName("provenance");
    MAPPER.writeValue(json, description.provenance());
    json.writeEndObject();
  }

  private void writeCells(CellRules cells) throws IOException {
    json.writeObjectFieldStart("cells");
    writeTexts("missing", cells.missing());
    json.writeStringField("date_format", cells.dateFormat());
    json.writeEndObject();
  }

  private void writeNetwork(List<Layer> layers) throws IOException {
    json.writeObjectFieldStart("network");
    json.writeArrayFieldStart("layers");
    for (Layer layer : layers) {
      json.writeStartObject();
      json.writeNumberField("inputs", layer.inputs());
      json.writeNumberField("outputs", layer.outputs());
      json.writeBooleanField("bias", layer.bias());
      json.writeStringField("activation", layer.activation().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeScaling(String key, Scaling scaling) throws IOException {
    json.writeObjectFieldStart(key);
    json.writeArrayFieldStart("offset");
    for (int j = 0; j < scaling.columns(); j++) {
      json.writeNumber(scaling.offset(j));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("factor");
    for (int j = 0; j < scaling.columns(); j++) {
      json.writeNumber(scaling.factor(j));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeTexts(String key, List<String> texts) throws IOException {
    json.writeArrayFieldStart(key);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
