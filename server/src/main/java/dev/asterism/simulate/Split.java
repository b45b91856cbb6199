package dev.asterism.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The questions that are learnt from and those that the policy is judged on.
record Split(List<Question> learnt, List<Question> judged) {

  static Split of(List<Question> questions, int labels, long seed) {
    List<Question> shuffled = new ArrayList<>(questions);
    Collections.shuffle(shuffled, new Random(seed));
    return new Split(
        List.copyOf(shuffled.subList(0, labels)),
        List.copyOf(shuffled.subList(labels, shuffled.size())));
  }
}
