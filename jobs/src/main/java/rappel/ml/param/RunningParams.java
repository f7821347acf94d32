package rappel.ml.param;

import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** Where and how a training runs. */
public interface RunningParams extends StageParams {

  /** Arithmetic of the gradients: float32 or float64. */
  default Param<String> precision() {
    return paramSet().precision;
  }

  /** The value of {@link #precision}, or its default. */
  default String getPrecision() {
    return getOrDefault(precision());
  }

  /** Who multiplies: native, java or ejml; auto: the fastest to be had. */
  default Param<String> blas() {
    return paramSet().blas;
  }

  /** The value of {@link #blas}, or its default. */
  default String getBlas() {
    return getOrDefault(blas());
  }

  /** Whether the driver's own threads do the work of Spark's tasks: auto, never or always. */
  default Param<String> localPath() {
    return paramSet().localPath;
  }

  /** The value of {@link #localPath}, or its default. */
  default String getLocalPath() {
    return getOrDefault(localPath());
  }

  /** Partitions of the packed rows; unset: as many as Spark has cores. */
  default IntParam partitions() {
    return paramSet().partitions;
  }

  /** The value of {@link #partitions}, or its default. */
  default int getPartitions() {
    return (int) getOrDefault(partitions());
  }

  /** A folder for checkpoints after each epoch, from which the same fit goes on; unset: none. */
  default Param<String> checkpointDir() {
    return paramSet().checkpointDir;
  }

  /** The value of {@link #checkpointDir}, or its default. */
  default String getCheckpointDir() {
    return getOrDefault(checkpointDir());
  }

  /**
   * Rows of a block, never of a batch; taken for the sake of MLlib's scripts, as blocks are sized
   * by the data.
   */
  default IntParam blockSize() {
    return paramSet().blockSize;
  }

  /** The value of {@link #blockSize}, or its default. */
  default int getBlockSize() {
    return (int) getOrDefault(blockSize());
  }
}
