package org.ash.onnx.export;

import org.ash.ir.OperatorTable;

/** Every operator's export, gathered from the families. */
final class Exports {
  /** The exports by operator. */
  static final OperatorTable<Export> TABLE = new OperatorTable<>();

  static {
    ElementwiseExport.register(TABLE);
    BroadcastingExport.register(TABLE);
    ReductionExport.register(TABLE);
    ContractionExport.register(TABLE);
    ConvolutionExport.register(TABLE);
    NormalizationExport.register(TABLE);
    ShapingExport.register(TABLE);
    IndexingExport.register(TABLE);
    ActivationExport.register(TABLE);
    BatchNormalizationExport.register(TABLE);
    AshExport.register(TABLE);
    OrderingExport.register(TABLE);
  }

  private Exports() {}
}
