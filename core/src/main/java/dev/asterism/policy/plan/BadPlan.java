package dev.asterism.policy.plan;

/// A plan that cannot be carried out; its message says which part of it, and what would be right.
public final class BadPlan extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadPlan(String message) {
    super(message);
  }
}
