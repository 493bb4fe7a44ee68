package org.ash.conformance.operator;

import java.util.ArrayList;
import java.util.List;
import org.ash.ir.OperatorTable;
import org.ash.ir.OrderingComposite;
import org.ash.tensor.DType;
import org.ash.tensor.Shape;
import org.ash.tensor.Tensor;

/** After: the first operand comes out to the bit, whatever the type and values of the second. */
record OrderingSweep() implements OperatorSweep {

  static void register(OperatorTable<OperatorSweep> table) {
    table.on(OrderingComposite.After.class, new OrderingSweep());
  }

  @Override
  public List<OperatorCase> values() {
    List<OperatorCase> cases = new ArrayList<>();
    for (DType dtype : Operand.ALL) {
      Tensor x = Operand.any(dtype, 1, Operand.IMAGES);
      cases.add(of(dtype + " images", x, Operand.normal(2, 3, 4)));
      cases.add(of(dtype + " scalar", Operand.any(dtype, 3, Shape.scalar()), x));
    }
    Tensor images = Operand.normal(DType.FLOAT32, 4, Operand.IMAGES);
    cases.add(of("images", images, Operand.normal(5, 2, 3)).batched(0, 1));
    return cases;
  }

  @Override
  public List<OperatorCase> special() {
    List<OperatorCase> cases = new ArrayList<>();
    Tensor x = Operand.special(DType.FLOAT32);
    Tensor ordinary = Operand.normal(6, 2, 3);
    cases.add(of("special values", x, ordinary));
    cases.add(of("after special values", ordinary, x));
    Tensor nothing = Tensor.allocate(DType.FLOAT32, Shape.of(0, 3));
    cases.add(of("nothing", nothing, ordinary));
    cases.add(of("after nothing", ordinary, nothing));
    return cases;
  }

  @Override
  public List<OperatorCase> smooth() {
    return List.of(of("smooth", Operand.normal(7, 2, 3, 4), Operand.normal(8, 5)));
  }

  @Override
  public OperatorCase random(Choices choices) {
    Tensor x =
        Operand.any(
            Draw.dtype(choices, Operand.ALL), Draw.seed(choices), Draw.shape(choices, 0, 4, 9));
    Tensor order = Operand.any(Draw.dtype(choices, Operand.ALL), 9, Draw.shape(choices, 0, 4, 9));
    return of("random", x, order);
  }

  private static OperatorCase of(String label, Tensor x, Tensor order) {
    return OperatorCase.of(label, new OrderingComposite.After(), x, order);
  }
}
