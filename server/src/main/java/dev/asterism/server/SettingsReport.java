package dev.asterism.server;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Every setting that a server was started with, and where it was set.
record SettingsReport(List<Setting> settings) {

  /// Of a server that another program started with settings of its own.
  static final SettingsReport NONE = new SettingsReport(List.of());

  SettingsReport {
    settings = List.copyOf(settings);
  }

  /// {@return the same, where an option on the command line won over the file}
  SettingsReport with(Setting chosen) {
    return new SettingsReport(
        settings.stream()
            .map(setting -> setting.path().equals(chosen.path()) ? chosen : setting)
            .toList());
  }

  ObjectNode json() {
    ObjectNode body = new JsonMapper().createObjectNode();
    ArrayNode list = body.putArray("settings");
    for (Setting setting : settings) {
      ObjectNode node = list.addObject();
      node.put("path", setting.path());
      node.put("value", setting.value());
      node.put("from", setting.from());
    }
    return body;
  }
}
