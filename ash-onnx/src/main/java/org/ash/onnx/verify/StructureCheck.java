package org.ash.onnx.verify;

import java.util.ArrayList;
import java.util.List;
import org.ash.onnx.model.OnnxVersion;
import org.ash.onnx.proto.FunctionProto;
import org.ash.onnx.proto.ModelProto;
import org.ash.onnx.proto.OperatorSetIdProto;

/**
 * Our own checks of the structure, which come before any native's: what ONNX Runtime lets pass
 * (unsorted nodes, names given twice), what the official checker cannot see in operator sets newer
 * than itself, and what crashes them. They look at every place of a file: the graph, graphs within
 * nodes at any depth, and functions.
 */
final class StructureCheck {
  /** Of findings, so that a file of errors does not become a book. */
  private static final int MOST_FINDINGS = 20;

  private final ModelProto model;
  private final List<Finding> findings = new ArrayList<>();

  private StructureCheck(ModelProto model) {
    this.model = model;
  }

  /** What is wrong with the structure of a model; the first twenty of it. */
  static List<Finding> check(ModelProto model) {
    StructureCheck check = new StructureCheck(model);
    check.versions();
    GraphCheck.ofModel(model.getGraph(), check::error);
    for (FunctionProto function : model.getFunctionsList()) {
      GraphCheck.ofFunction(function, check::error);
    }
    List<Finding> findings = check.findings;
    if (findings.size() <= MOST_FINDINGS) {
      return findings;
    }
    List<Finding> first = new ArrayList<>(findings.subList(0, MOST_FINDINGS));
    first.add(Finding.error((findings.size() - MOST_FINDINGS) + " more errors are not shown."));
    return first;
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

  private void error(String message) {
    findings.add(Finding.error(message));
  }
}
