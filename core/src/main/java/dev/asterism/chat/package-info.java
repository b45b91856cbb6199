/// Holds what callers ask and models answer: the language that every package speaks.
@NullMarked
package dev.asterism.chat;

import org.jspecify.annotations.NullMarked;
