/// A big model that helps students to learn what they confuse.
@NullMarked
package dev.asterism.coach;

import org.jspecify.annotations.NullMarked;
