package org.ash.dl4j.kernel;

import java.util.function.BiConsumer;
import org.ash.host.SampleTeam;
import org.ash.tensor.Shape;

/**
 * Images {@code [N, C, ...]} seen as planes, and neighbouring channels taken together until their
 * planes fill the lanes: every loop then runs over about a thousand elements, also where planes are
 * small.
 *
 * @param samples N
 * @param channels C
 * @param plane elements of one channel of one sample
 * @param together channels in a group, the last of which may have fewer
 */
record ChannelGroups(int samples, int channels, int plane, int together) {

  /** The groups of a shape of rank 2 or more. */
  static ChannelGroups of(Shape shape) {
    Lines lines = Lines.along(shape, 1);
    int together = Math.max(1, Lanes.LENGTH / Math.max(1, lines.inner()));
    return new ChannelGroups(
        lines.outer(), lines.extent(), lines.inner(), Math.min(together, lines.extent()));
  }

  /**
   * Some neighbouring channels.
   *
   * @param first the first of them
   * @param channels how many
   */
  record Group(int first, int channels) {}

  /** Elements of one channel. */
  int count() {
    return samples * plane;
  }

  /** Elements of a group in one sample, which lie side by side. */
  int length(Group group) {
    return group.channels() * plane;
  }

  /** Position of the first of them. */
  int start(Group group, int sample) {
    return (sample * channels + group.first()) * plane;
  }

  /** Calls {@code work} for all groups, shared between threads. */
  void forEach(int threads, BiConsumer<ChannelLanes, Group> work) {
    int groups = together == 0 ? 0 : (channels + together - 1) / together;
    SampleTeam.forEach(
        groups,
        Math.max(1, count() * together),
        threads,
        g -> {
          int first = g * together;
          work.accept(
              ChannelLanes.ofThread(this), new Group(first, Math.min(together, channels - first)));
        });
  }
}
