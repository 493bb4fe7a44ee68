package org.ash.reference;

import java.util.List;
import org.ash.ir.Node;
import org.ash.tensor.Philox;
import org.ash.tensor.Tensor;

/**
 * Rounding noise: to each floating result of a node {@code r} times its largest error is added, r
 * uniform in [-1, 1). The spread of several runs shows how far apart engines may end up whose only
 * sin is rounding.
 *
 * @param model the largest error of each element
 * @param seed keys r, together with the name of the value and the position in it
 */
record Perturbation(ErrorModel model, long seed) {

  /** Disturbs the results of a node. */
  void apply(Node node, List<NdArray> in, List<NdArray> out) {
    Execution execution = new Execution(node, in, out);
    for (int i = 0; i < out.size(); i++) {
      if (out.get(i).isFloating()) {
        add(model.errors(execution, i), node.output(i).name(), out.get(i).reals());
      }
    }
  }

  private void add(double[] errors, String name, double[] elements) {
    Philox noise = new Philox(seed, Philox.site(name));
    for (int i = 0; i < elements.length; i++) {
      double error = errors[i] * (2 * noise.uniform(i) - 1);
      if (Double.isFinite(error)) {
        elements[i] += error;
      }
    }
  }

  private record Execution(Node node, List<NdArray> in, List<NdArray> out)
      implements ErrorModel.Execution {
    @Override
    public Tensor input(int index) {
      return in.get(index).exact();
    }

    @Override
    public Tensor output(int index) {
      return out.get(index).exact();
    }
  }
}
