package org.ash.tf;

import org.ash.ir.GraphModule;
import org.ash.spi.BackendOptions;
import org.ash.spi.Device;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.ThreadPoolOptionProto;

/** How sessions are set up: threads, device, and which optimizers look at the graph. */
final class SessionConfiguration {
  /**
   * Each run executes in the thread that asked for it, so that concurrent runs do not queue behind
   * one another; operators still share their work among the intra-operator threads.
   */
  static final RunOptions RUN_IN_CALLER = RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  /**
   * Up to so many nodes TensorFlow's graph optimizers run: they save 1 to 5 % of a step, but what
   * they cost before the first one grows with the graph, to seconds for a network of 164 layers.
   */
  private static final long OPTIMIZED_NODES = 4000;

  private SessionConfiguration() {}

  /** The configuration for a module: large graphs are left as they were written. */
  static ConfigProto forModule(ConfigProto config, GraphModule module) {
    long nodes = module.graphs().values().stream().mapToLong(graph -> graph.nodes().size()).sum();
    if (nodes <= OPTIMIZED_NODES) {
      return config;
    }
    ConfigProto.Builder builder = config.toBuilder();
    builder
        .getGraphOptionsBuilder()
        .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true));
    return builder.build();
  }

  /** The configuration for a device with these options. */
  static ConfigProto of(BackendOptions options, Device device) {
    int threads =
        options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            // One thread of the session's own, for what cannot run in the caller: a run that uses
            // two devices. TensorFlow's other pool is one for all sessions of the process.
            .addSessionInterOpThreadPool(ThreadPoolOptionProto.newBuilder().setNumThreads(1))
            // Shape arithmetic and what has no kernel on a GPU runs on the CPU.
            .setAllowSoftPlacement(true)
            // All of a graph is written before its first run: TensorFlow need not keep a second
            // copy to add to.
            .setExperimental(ConfigProto.Experimental.newBuilder().setOptimizeForStaticGraph(true))
            .setGraphOptions(
                GraphOptions.newBuilder()
                    .setOptimizerOptions(
                        // Whole-graph XLA made steps 2 to 3 times slower on a CPU.
                        OptimizerOptions.newBuilder()
                            .setGlobalJitLevel(OptimizerOptions.GlobalJitLevel.OFF)));
    if (device.kind() == Device.Kind.CPU) {
      config.putDeviceCount("GPU", 0);
    } else {
      config.setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true));
    }
    return config.build();
  }
}
