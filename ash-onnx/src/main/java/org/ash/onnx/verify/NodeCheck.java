package org.ash.onnx.verify;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.ash.onnx.proto.AttributeProto;
import org.ash.onnx.proto.NodeProto;

/**
 * Attributes of a node that no operator can have: natives divide by them, take them for places or
 * for sizes, and not all of them look before. Attributes mean the same in every operator that has
 * them, so they are judged by their names.
 */
final class NodeCheck {
  /** Natives divide by these, or make as many of something. */
  private static final Set<String> POSITIVE =
      Set.of(
          "strides",
          "dilations",
          "kernel_shape",
          "group",
          "num_groups",
          "blocksize",
          "num_outputs",
          "hidden_size",
          "output_height",
          "output_width",
          "num_heads",
          "q_num_heads",
          "kv_num_heads");

  /** These add to sizes; of {@code Pad}, which may take away, they are left out. */
  private static final Set<String> NOT_NEGATIVE =
      Set.of("pads", "output_padding", "split", "sampling_ratio", "sample_size");

  private static final Set<String> AXES = Set.of("axis", "axes", "batch_dims");

  /** Of an extent, a step or a number of things. */
  private static final long LARGEST = Integer.MAX_VALUE;

  /** Of axes, where nothing is known of the value. */
  private static final int MOST_AXES = 64;

  private final NodeProto node;
  private final OptionalInt rank;
  private final Consumer<String> error;

  private NodeCheck(NodeProto node, OptionalInt rank, Consumer<String> error) {
    this.node = node;
    this.rank = rank;
    this.error = error;
  }

  /**
   * Checks a node.
   *
   * @param rank number of axes of its first operand, where it is known
   */
  static void check(NodeProto node, OptionalInt rank, Consumer<String> error) {
    new NodeCheck(node, rank, error).attributes();
  }

  /** As in {@code Conv 'stem'}. */
  static String describe(NodeProto node) {
    return node.getOpType() + " '" + node.getName() + "'";
  }

  private void attributes() {
    Set<String> names = new HashSet<>();
    for (AttributeProto attribute : node.getAttributeList()) {
      String name = attribute.getName();
      if (!names.add(name)) {
        fail("has the attribute '" + name + "' twice");
      }
      List<Long> values = values(attribute);
      if (POSITIVE.contains(name)) {
        within(name, values, 1, LARGEST);
      } else if (NOT_NEGATIVE.contains(name) && !node.getOpType().equals("Pad")) {
        within(name, values, 0, LARGEST);
      } else if (AXES.contains(name)) {
        axes(name, values);
      } else if (name.equals("perm")) {
        permutation(values);
      }
    }
    windows();
  }

  private static List<Long> values(AttributeProto attribute) {
    return attribute.hasI() ? List.of(attribute.getI()) : attribute.getIntsList();
  }

  private void within(String name, List<Long> values, long least, long most) {
    for (long value : values) {
      if (value < least || value > most) {
        fail("has " + name + " " + values + "; they are " + least + " to " + most);
        return;
      }
    }
  }

  /**
   * Axes count from either end; some operators make one, and may name the place behind the last.
   */
  private void axes(String name, List<Long> values) {
    boolean makes =
        switch (node.getOpType()) {
          case "Unsqueeze", "OneHot", "ConcatFromSequence", "Flatten", "SplitToSequence" -> true;
          default -> false;
        };
    long count = rank.isEmpty() ? MOST_AXES : rank.getAsInt() + (makes ? values.size() : 0);
    Set<Long> places = new HashSet<>();
    for (long axis : values) {
      boolean outside = count > 0 && (axis < -count || axis >= count + (makes ? 1 : 0));
      if (outside) {
        fail("has " + name + " " + values + ", and its operand " + count + " axes");
        return;
      }
      if (name.equals("axes") && !places.add(axis < 0 ? axis + count : axis)) {
        fail("has " + name + " " + values + ", one of them twice");
        return;
      }
    }
  }

  private void permutation(List<Long> values) {
    Set<Long> places = new HashSet<>(values);
    boolean all =
        places.size() == values.size()
            && values.stream().allMatch(place -> place >= 0 && place < values.size());
    if (!all) {
      fail("has perm " + values + ", which is no permutation");
    }
  }

  /** Convolutions and pools: one step and one spread for each axis, two paddings. */
  private void windows() {
    long window = count("kernel_shape");
    for (String name : List.of("strides", "dilations")) {
      if (window > 0 && count(name) > 0 && count(name) != window) {
        fail("has " + count(name) + " " + name + " for a kernel of " + window + " axes");
      }
    }
    if (window > 0 && count("pads") > 0 && count("pads") != 2 * window) {
      fail("has " + count("pads") + " pads for a kernel of " + window + " axes");
    }
  }

  private long count(String name) {
    return node.getAttributeList().stream()
        .filter(attribute -> attribute.getName().equals(name))
        .mapToLong(AttributeProto::getIntsCount)
        .findFirst()
        .orElse(0);
  }

  private void fail(String what) {
    error.accept(describe(node) + " " + what + ".");
  }
}
