package io.rappel.trainer.objective.sum;

import io.rappel.trainer.network.ParameterLayout;
import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.io.Serializable;
import java.util.List;

/**
 * The sections of a sum: one for each tensor of the gradient, then the loss, then the weight, one
 * entry each. Numbers of a section are of one size, so each has a grid of its own.
 */
public final class Sections implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] ends;

  public Sections(ParameterLayout layout) {
    List<Tensor> tensors = layout.tensors();
    ends = new int[tensors.size() + 2];
    for (int t = 0; t < tensors.size(); t++) {
      ends[t] = tensors.get(t).end();
    }
    ends[tensors.size()] = layout.size() + 1;
    ends[tensors.size() + 1] = layout.size() + 2;
  }

  public int count() {
    return ends.length;
  }

  public int from(int section) {
    return section == 0 ? 0 : ends[section - 1];
  }

  public int to(int section) {
    return ends[section];
  }

  /** How many entries all sections have but the last two. */
  public int entries() {
    return ends[ends.length - 3];
  }
}
