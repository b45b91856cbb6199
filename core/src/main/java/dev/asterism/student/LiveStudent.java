package dev.asterism.student;

import dev.asterism.model.StudentId;

/// A student that answers, from its proved threshold on.
public record LiveStudent(StudentId id, Student student, double threshold) {}
