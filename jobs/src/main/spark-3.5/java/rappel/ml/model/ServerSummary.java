package rappel.ml.model;

/**
 * A summary that a server of Spark Connect keeps for its clients, which Spark 3.5 has no type for.
 */
public interface ServerSummary {}
