package org.ash.onnx.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ash.onnx.model.OnnxFormatException;
import org.ash.onnx.model.OnnxTensors;
import org.ash.onnx.model.OnnxVersion;
import org.ash.onnx.proto.GraphProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.NodeProto;
import org.ash.onnx.proto.OperatorSetIdProto;
import org.ash.onnx.proto.TensorProto;
import org.ash.onnx.proto.ValueInfoProto;

/**
 * Our own checks of the structure: what ONNX Runtime lets pass (unsorted nodes, names given twice)
 * and what the official checker cannot see in operator sets newer than itself.
 */
final class StructureCheck {
  private final ModelProto model;
  private final List<Finding> findings = new ArrayList<>();

  private StructureCheck(ModelProto model) {
    this.model = model;
  }

  /** What is wrong with the structure of a model. */
  static List<Finding> check(ModelProto model) {
    StructureCheck check = new StructureCheck(model);
    check.versions();
    check.values();
    check.initializers();
    return check.findings;
  }

  private void versions() {
    List<OperatorSetIdProto> standard =
        model.getOpsetImportList().stream().filter(set -> set.getDomain().isEmpty()).toList();
    if (standard.size() != 1) {
      error("the model imports the standard operator set " + standard.size() + " times, not once.");
      return;
    }
    long opset = standard.get(0).getVersion();
    if (opset > OnnxVersion.NEWEST_OPSET) {
      error("opset " + opset + " is newer than " + OnnxVersion.NEWEST_OPSET + ".");
    } else if (opset >= OnnxVersion.OLDEST_OPSET
        && model.getIrVersion() < new OnnxVersion((int) opset).ir()) {
      error("IR version " + model.getIrVersion() + " is older than opset " + opset + ".");
    }
    if (!model.getFunctionsList().isEmpty()) {
      findings.add(Finding.note("the model has local functions, which some consumers refuse."));
    }
  }

  /** Every value is defined once and before it is used. */
  private void values() {
    GraphProto graph = model.getGraph();
    Set<String> defined = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      define(defined, input.getName(), "input");
    }
    Set<String> inputs = Set.copyOf(defined);
    for (TensorProto initializer : graph.getInitializerList()) {
      // An input may have an initializer as its default.
      if (!inputs.contains(initializer.getName())) {
        define(defined, initializer.getName(), "initializer");
      }
    }
    Set<String> nodes = new HashSet<>();
    for (NodeProto node : graph.getNodeList()) {
      if (!node.getName().isEmpty() && !nodes.add(node.getName())) {
        error("two nodes are named '" + node.getName() + "'.");
      }
      for (String operand : node.getInputList()) {
        if (!operand.isEmpty() && !defined.contains(operand)) {
          error(describe(node) + " reads '" + operand + "', which nothing before it defines.");
        }
      }
      for (String result : node.getOutputList()) {
        if (!result.isEmpty()) {
          define(defined, result, "result of " + describe(node));
        }
      }
    }
    if (graph.getOutputCount() == 0) {
      error("the graph has no output.");
    }
    for (ValueInfoProto output : graph.getOutputList()) {
      if (!defined.contains(output.getName())) {
        error("nothing defines the output '" + output.getName() + "'.");
      }
      if (!output.getType().getTensorType().hasShape()) {
        error("the output '" + output.getName() + "' declares no shape.");
      }
    }
  }

  private void initializers() {
    for (TensorProto initializer : model.getGraph().getInitializerList()) {
      try {
        OnnxTensors.fromProto(initializer);
      } catch (OnnxFormatException e) {
        error(e.getMessage());
      }
    }
  }

  private void define(Set<String> defined, String name, String what) {
    if (!defined.add(name)) {
      error("two values are named '" + name + "', one of them " + what + ".");
    }
  }

  private static String describe(NodeProto node) {
    return node.getOpType() + " '" + node.getName() + "'";
  }

  private void error(String message) {
    findings.add(Finding.error(message));
  }
}
