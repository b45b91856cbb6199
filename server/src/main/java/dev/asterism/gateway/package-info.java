/// Carries one request from socket to socket.
@NullMarked
package dev.asterism.gateway;

import org.jspecify.annotations.NullMarked;
