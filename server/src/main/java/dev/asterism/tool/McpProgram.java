package dev.asterism.tool;

import dev.asterism.provider.Asker;
import dev.asterism.provider.UpstreamException;
import dev.asterism.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An MCP server that is a program of this machine: one message on each line of its input and its
/// output. What it writes elsewhere is not looked at. It ends when it is closed, when a line is too
/// long, or when it does not take what it is told.
final class McpProgram implements McpChannel {

  private static final List<String> PASSED_ON =
      List.of("PATH", "HOME", "LANG", "TMPDIR", "USER", "JAVA_HOME");
  private static final int METHOD_NOT_FOUND = -32_601;
  private static final Duration FAREWELL = Duration.ofMillis(500);

  private final Process process;
  private final OutputStream in;
  private final int longest;
  private final Map<Long, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final ExecutorService writing =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("mcp-program-in").factory());

  private volatile boolean over;

  private McpProgram(Process process, int longest) {
    this.process = process;
    this.in = process.getOutputStream();
    this.longest = longest;
  }

  static McpProgram start(McpServer.Program program, int longest) throws McpFailure {
    ProcessBuilder builder =
        new ProcessBuilder(program.command()).redirectError(ProcessBuilder.Redirect.DISCARD);
    // Keys that this process was given are nobody else's.
    builder.environment().keySet().retainAll(PASSED_ON);
    builder.environment().putAll(program.environment());
    try {
      McpProgram started = new McpProgram(builder.start(), longest);
      var _ = Thread.ofPlatform().daemon().name("mcp-program-out").start(started::read);
      return started;
    } catch (IOException _) {
      throw new McpFailure("could not be started");
    }
  }

  private void read() {
    try (InputStream out = process.getInputStream()) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      byte[] piece = new byte[8_192];
      for (int length = out.read(piece); length >= 0; length = out.read(piece)) {
        int begun = 0;
        for (int i = 0; i < length; i++) {
          if (piece[i] == '\n') {
            line.write(piece, begun, i - begun);
            begun = i + 1;
            hear(line.toByteArray());
            line.reset();
          }
        }
        line.write(piece, begun, length - begun);
        if (line.size() > longest) {
          break;
        }
      }
    } catch (IOException _) {
      // It has ended.
    } finally {
      end();
    }
  }

  private void hear(byte[] message) {
    try {
      JsonNode json = Json.read(message);
      CompletableFuture<JsonNode> asked = waiting.remove(json.path("id").asLong(-1));
      if (json.has("method") && json.has("id")) {
        var _ = write(refusal(json));
      } else if (asked != null) {
        asked.complete(json);
      }
    } catch (JacksonException _) {
      // A line that is no message is none of ours.
    }
  }

  /// A server may ask whether we live; all else that it may ask was not offered.
  private static ObjectNode refusal(JsonNode request) {
    ObjectNode answer = Json.object().put("jsonrpc", "2.0");
    answer.set("id", request.path("id"));
    if (request.path("method").asString("").equals("ping")) {
      answer.putObject("result");
    } else {
      answer
          .putObject("error")
          .put("code", METHOD_NOT_FOUND)
          .put("message", "this client offers no such method");
    }
    return answer;
  }

  @Override
  public JsonNode ask(ObjectNode request, Asker asker, Duration most)
      throws McpFailure, UpstreamException {
    long id = request.path("id").asLong();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    Runnable left = () -> answer.cancel(false);
    asker.began(left);
    asker.watch(left);
    CompletableFuture<Void> written = write(request);
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      if (!written.isDone()) {
        end();
      }
      throw new McpFailure("did not answer in time");
    } catch (CancellationException _) {
      throw new UpstreamException(499, UpstreamException.CLIENT_GONE, "Whoever asked has left.");
    } catch (ExecutionException _) {
      throw ended();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new McpFailure("was not waited for");
    } finally {
      waiting.remove(id);
      asker.settled();
    }
  }

  private static McpFailure ended() {
    return new McpFailure("has ended, or answered too much");
  }

  @Override
  public void tell(ObjectNode notification, Duration most) {
    var _ = write(notification);
  }

  /// Written by a thread of its own, for a program that does not read must not hold anybody up.
  private CompletableFuture<Void> write(ObjectNode message) {
    try {
      return CompletableFuture.runAsync(() -> writeLine(message), writing);
    } catch (RejectedExecutionException _) {
      end();
      return CompletableFuture.completedFuture(null);
    }
  }

  private void writeLine(ObjectNode message) {
    try {
      in.write(Json.bytes(message));
      in.write('\n');
      in.flush();
    } catch (IOException _) {
      end();
    }
  }

  private void end() {
    over = true;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    writing.shutdownNow();
    waiting.values().forEach(answer -> answer.completeExceptionally(ended()));
  }

  @Override
  public void agree(String version) {
    // It is told once.
  }

  @Override
  public boolean isOpen() {
    return !over && process.isAlive();
  }

  /// By its input's end a program knows that it is no longer needed.
  @Override
  public void close() {
    var _ =
        CompletableFuture.runAsync(() -> {
          try {
            in.close();
          } catch (IOException _) {
            // It has ended already.
          }
        });
    try {
      var _ = process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }
}
