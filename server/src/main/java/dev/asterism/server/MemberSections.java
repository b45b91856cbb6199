package dev.asterism.server;

import dev.asterism.perform.Member;
import dev.asterism.perform.NamedPolicy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Reads the members of a policy: names of models, or mappings that say how a model is asked.
final class MemberSections {

  private static final int MOST = 20;

  private final Section section;
  private final List<Member> thinking = new ArrayList<>();

  MemberSections(Section section) {
    this.section = section;
  }

  private record Listed(Member member, int samples) {}

  /// {@return the names of the members listed, each as often as it is sampled}
  ///
  /// @param sampled whether members may be asked several times
  List<String> names(String key, boolean sampled) {
    int usual = sampled ? section.whole("samples", 1, 1, MOST) : 1;
    List<Listed> listed =
        section.items(
            key,
            model -> new Listed(checked(key, model, Optional.empty()), usual),
            mapping -> listed(mapping, sampled, usual));
    List<String> names = new ArrayList<>();
    listed.forEach(one -> names.addAll(Collections.nCopies(one.samples(), one.member().name())));
    if (names.isEmpty() || names.size() > MOST) {
      throw section.wrong(
          key, "expected 1 to %d models, counted as often as they are asked".formatted(MOST));
    }
    return names;
  }

  private Listed listed(Section mapping, boolean sampled, int usual) {
    Member member = mapped(mapping);
    int samples = sampled ? mapping.whole("samples", usual, 1, MOST) : 1;
    mapping.finish();
    return new Listed(member, samples);
  }

  /// {@return the name of one member; empty where the key is not there}
  Optional<String> name(String key) {
    return section
        .item(
            key,
            model -> checked(key, model, Optional.empty()),
            mapping -> {
              Member member = mapped(mapping);
              mapping.finish();
              return member;
            })
        .map(Member::name);
  }

  /// {@return those who are told how hard to think}
  List<Member> thinking() {
    return thinking;
  }

  /// {@return the model of a member that was read}
  String model(String called) {
    return thinking.stream()
        .filter(member -> member.name().equals(called))
        .map(Member::model)
        .findFirst()
        .orElse(called);
  }

  private Member mapped(Section mapping) {
    Optional<String> effort = mapping.optional("effort");
    if (effort.filter(word -> !word.matches("[a-z]{1,16}")).isPresent()) {
      throw mapping.wrong("effort", "expected a word such as none, low, medium or high");
    }
    return checked("models", mapping.required("model", "the name of a model"), effort);
  }

  private Member checked(String key, String model, Optional<String> effort) {
    if (model.isBlank() || NamedPolicy.isNamedBy(model)) {
      throw section.wrong(key, "'" + model + "' is not the name of a model");
    }
    Member member = new Member(model, effort);
    if (effort.isPresent()) {
      thinking.add(member);
    }
    return member;
  }
}
