package dev.asterism.store;

import dev.asterism.model.Stage;
import dev.asterism.model.StudentId;
import java.time.Instant;

/// A student came to a stage, and why.
public record StageChange(StudentId student, Stage stage, Instant at, String reason) {}
