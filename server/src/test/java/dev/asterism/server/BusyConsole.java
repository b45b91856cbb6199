package dev.asterism.server;

import dev.asterism.replay.Client;
import dev.asterism.replay.SmallDemo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server that has seen, learnt, proved and answered, for the console to show.
final class BusyConsole implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final FakeProvider others;
  private final SmallDemo demo;

  BusyConsole(Path data) throws IOException {
    this.others = new FakeProvider(BusyConsole::answer);
    this.demo = new SmallDemo(new QuickLearner(others.baseUrl()), data);
  }

  /// A large model is right and sure; a small one is sure where the question is a short one.
  private static String answer(String body) {
    JsonNode json = JSON.readTree(body);
    boolean large = json.path("model").asString("").equals("large");
    String question = json.path("messages").path(0).path("content").asString("");
    SplittableRandom random = new SplittableRandom(question.hashCode());
    double sure = large ? 0.99 : 0.35 + 0.64 * random.nextDouble();
    String said = large || random.nextDouble() < sure ? "yes" : "no";
    return """
    {"id": "c", "object": "chat.completion", "created": 1, "model": "%s", "choices": [{"index": 0,
      "message": {"role": "assistant", "content": "%s", "refusal": null},
      "logprobs": {"content": [{"token": "%s", "logprob": %s}]}, "finish_reason": "stop"}],
      "usage": {"prompt_tokens": 180, "completion_tokens": 2, "total_tokens": 182}}
    """
        .formatted(json.path("model").asString(""), said, said, Math.log(sure));
  }

  String address() {
    return demo.address();
  }

  JsonNode read(String path) throws IOException {
    return demo.read("/admin/v1" + path);
  }

  /// Has a task learnt, proved, put to work and audited, policies asked, and one request fail.
  void work(int requests) throws IOException, InterruptedException {
    demo.sendUntilProved();
    for (JsonNode task : read("/tasks").path("tasks")) {
      if (task.path("stage").asString("").equals("proved")) {
        post("/admin/v1/tasks/" + task.path("id").asString("") + "/promote", "");
      }
    }
    demo.send(requests);
    for (int i = 0; i < 60; i++) {
      ask("asterism/proved", "Is letter " + i + " late?");
    }
    for (int i = 0; i < 120; i++) {
      ask("asterism/" + (i % 3 == 0 ? "council" : "support"), "Is parcel " + i + " late?");
    }
    ask("asterism/nobody", "Is anybody there?");
    read("/loop");
  }

  /// {@return what each page shows once it is there, by the page's address}
  Map<String, String> pages() throws IOException {
    String task = "";
    for (JsonNode one : read("/tasks").path("tasks")) {
      if (one.path("stage").asString("").equals("live")) {
        task = one.path("id").asString("");
      }
    }
    String trace = read("/traces?model=asterism").at("/traces/1/id").asString("");
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("/", "Constellation");
    pages.put("/tasks", "risk below");
    pages.put("/tasks/" + task, "Risk and coverage");
    pages.put("/models", "agrees with itself");
    pages.put("/policies", "proved on its traffic");
    pages.put("/traces", "Export");
    pages.put("/traces/" + trace, "rejected");
    pages.put("/playground", "Playground");
    pages.put("/settings", "0.threshold");
    return pages;
  }

  Client.Answer ask(String model, String question) throws IOException {
    Map<String, String> message = Map.of("role", "user", "content", question);
    return post(
        "/v1/chat/completions",
        JSON.writeValueAsString(Map.of("model", model, "messages", List.of(message))));
  }

  Client.Answer post(String path, String body) throws IOException {
    return demo.post(path, body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    demo.close();
    others.close();
  }
}
