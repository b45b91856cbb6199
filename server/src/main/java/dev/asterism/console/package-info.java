/// The web page: files of our own, and the libraries that they use, from this process alone.
@NullMarked
package dev.asterism.console;

import org.jspecify.annotations.NullMarked;
