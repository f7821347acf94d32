package io.rappel.trainer.model;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** A golden row in {@code model.json}: its cells, and what the model gives for it. */
final class GoldenRowJson {

  private static final String CELLS = "cells";
  private static final String OUTPUTS = "outputs";

  private GoldenRowJson() {}

  static void write(JsonGenerator json, GoldenRows.Row row) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart(CELLS);
    for (Object cell : row.cells()) {
      write(json, cell);
    }
    json.writeEndArray();
    json.writeArrayFieldStart(OUTPUTS);
    for (double output : row.outputs()) {
      json.writeNumber(output);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Object cell) throws IOException {
    if (cell == null) {
      json.writeNull();
    } else if (cell instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (cell instanceof Double number) {
      json.writeNumber(number);
    } else {
      json.writeString((String) cell);
    }
  }

  /** Reads a row, of which the parser stands at the first token. */
  static GoldenRows.Row read(JsonInput json, String what) throws IOException {
    List<Object> cells = new ArrayList<>();
    List<Double> outputs = new ArrayList<>();
    json.object(
        what,
        key -> {
          switch (key) {
            case CELLS ->
                json.array("cells of " + what, () -> cells.add(json.cell("a cell of " + what)));
            case OUTPUTS ->
                DoubleStream.of(json.numbers("outputs of " + what)).forEach(outputs::add);
            default ->
                throw json.error("%s has the unknown key %s".formatted(what, Quoted.of(key)));
          }
        });
    return new GoldenRows.Row(cells, outputs);
  }
}
