/// Divides a request among specialists: plans of sub-tasks, and what to do next with one.
@NullMarked
package dev.asterism.policy.plan;

import org.jspecify.annotations.NullMarked;
