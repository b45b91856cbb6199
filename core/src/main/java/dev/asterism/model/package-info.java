/// Describes the constellation: what each model is, where a student stands and how it was proved.
@NullMarked
package dev.asterism.model;

import org.jspecify.annotations.NullMarked;
