package dev.asterism.student;

import java.util.AbstractList;
import java.util.RandomAccess;

/// Probabilities as a list that boxes none before it is asked for it; nobody else holds the array.
final class Probabilities extends AbstractList<Double> implements RandomAccess {

  private final double[] values;

  Probabilities(double[] values) {
    this.values = values.clone();
  }

  @Override
  public Double get(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }
}
