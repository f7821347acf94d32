package io.rappel.trainer.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.Model;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An exported model in onnxruntime. */
final class OnnxRun implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final List<String> columns;

  private OnnxRun(byte[] bytes, List<String> columns) throws OrtException {
    this.session = environment.createSession(bytes, new OrtSession.SessionOptions());
    this.columns = columns;
  }

  static byte[] bytes(Model model, Precision inputs) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxExport.write(model, inputs, out);
    return out.toByteArray();
  }

  static OnnxRun of(Model model, Precision inputs) throws IOException, OrtException {
    return new OnnxRun(bytes(model, inputs), model.schema().features());
  }

  OrtSession session() {
    return session;
  }

  /** Outputs for rows of raw cells, by name. */
  Map<String, Object> outputs(List<List<Object>> rows) throws OrtException {
    Map<String, OnnxTensor> feeds = new HashMap<>();
    for (int j = 0; j < columns.size(); j++) {
      int column = j;
      List<Object> cells = new ArrayList<>();
      rows.forEach(row -> cells.add(row.get(column)));
      NodeInfo info = session.getInputInfo().get(columns.get(j));
      feeds.put(columns.get(j), tensor((TensorInfo) info.getInfo(), cells));
    }
    try (OrtSession.Result result = session.run(feeds)) {
      Map<String, Object> outputs = new HashMap<>();
      for (Map.Entry<String, OnnxValue> output : result) {
        outputs.put(output.getKey(), output.getValue().getValue());
      }
      return outputs;
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(TensorInfo info, List<Object> cells) throws OrtException {
    long[] shape = {cells.size(), 1};
    return switch (info.type) {
      case STRING -> {
        String[] texts =
            cells.stream().map(c -> c == null ? "" : (String) c).toArray(String[]::new);
        yield OnnxTensor.createTensor(environment, texts, shape);
      }
      case FLOAT -> {
        FloatBuffer numbers = FloatBuffer.allocate(cells.size());
        cells.forEach(cell -> numbers.put((float) number(cell)));
        yield OnnxTensor.createTensor(environment, numbers.flip(), shape);
      }
      default -> {
        DoubleBuffer numbers = DoubleBuffer.allocate(cells.size());
        cells.forEach(cell -> numbers.put(number(cell)));
        yield OnnxTensor.createTensor(environment, numbers.flip(), shape);
      }
    };
  }

  private static double number(Object cell) {
    if (cell == null) {
      return Double.NaN;
    }
    return cell instanceof Boolean truth ? truth ? 1 : 0 : (Double) cell;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
