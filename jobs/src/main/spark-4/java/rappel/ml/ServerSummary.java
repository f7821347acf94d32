package rappel.ml;

import org.apache.spark.ml.util.Summary;

/** A summary that a server of Spark Connect keeps for its clients. */
interface ServerSummary extends Summary {}
