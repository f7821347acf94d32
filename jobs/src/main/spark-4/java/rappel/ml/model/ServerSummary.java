package rappel.ml.model;

import org.apache.spark.ml.util.Summary;

/** A summary that a server of Spark Connect keeps for its clients. */
public interface ServerSummary extends Summary {}
