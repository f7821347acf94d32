import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler;

/**
 * HDFS and YARN with one node each, whose containers are real processes, until its standard input
 * ends. Java runs this file as it is: its class path has another Guice than the tests have.
 */
final class MiniHadoop {

  private MiniHadoop() {}

  /** Takes the folder of the cluster; its {@code conf} is for clients. */
  public static void main(String[] arguments) {
    try {
      run(Path.of(arguments[0]));
      System.exit(0);
    } catch (Throwable thrown) {
      // The threads that have begun would go on.
      thrown.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Path base) throws IOException {
    Configuration configuration = configuration(base);
    MiniDFSCluster files = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    configuration.set("fs.defaultFS", files.getURI().toString());
    MiniYARNCluster yarn = new MiniYARNCluster("rappel", 1, 1, 1);
    yarn.init(configuration);
    yarn.start();
    writeForClients(yarn.getConfig(), Files.createDirectories(base.resolve("conf")));
    System.out.println("The cluster runs; its files are at " + files.getURI());
    while (System.in.read() >= 0) {}
    yarn.stop();
    files.shutdown();
  }

  private static Configuration configuration(Path base) {
    Configuration configuration = new YarnConfiguration();
    configuration.set("hdfs.minidfs.basedir", base.resolve("dfs").toString());
    // The default scheduler wants a file of queues.
    configuration.set(YarnConfiguration.RM_SCHEDULER, FifoScheduler.class.getName());
    configuration.setInt(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, 256);
    // A disk that others have filled is no reason to do without the only node.
    configuration.setFloat(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, 100);
    return configuration;
  }

  private static void writeForClients(Configuration running, Path folder) throws IOException {
    Configuration forClients = new Configuration(false);
    for (Map.Entry<String, String> entry : running) {
      // It names a class of the cluster's tests.
      if (!entry.getKey().startsWith("net.topology")) {
        forClients.set(entry.getKey(), entry.getValue());
      }
    }
    for (String name : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
      try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
        forClients.writeXml(out);
      }
    }
  }
}
