/// Replays real and generated traffic against a server, over HTTP, beside a teacher of its own.
@NullMarked
package dev.asterism.replay;

import org.jspecify.annotations.NullMarked;
