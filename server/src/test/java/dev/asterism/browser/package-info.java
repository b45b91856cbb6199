/// A real browser for tests, driven over its DevTools protocol.
@NullMarked
package dev.asterism.browser;

import org.jspecify.annotations.NullMarked;
