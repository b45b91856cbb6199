package dev.asterism.server;

import dev.asterism.estimate.DraftJudge;
import dev.asterism.perform.Scoring;
import dev.asterism.policy.Outlook;
import dev.asterism.trace.Draft;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// What a judge of drafts makes of one question.
///
/// @param chances of a good draft, by the question alone; of members that are known
/// @param lessons the name of what the judge learnt from
record LearntScoring(DraftJudge judge, Map<String, Double> chances, String lessons)
    implements Scoring {

  /// Less would tell by chance.
  static final int ENOUGH = 50;

  @Override
  public boolean knows(String model) {
    return judge.probes(model) >= ENOUGH;
  }

  @Override
  public boolean tells(String model) {
    return judge.tells(model);
  }

  @Override
  public double quality(String model, Map<String, Draft> drafts) {
    return judge.quality(model, chance(model), drafts);
  }

  @Override
  public Outlook outlook(String model, Collection<String> heard) {
    DraftJudge.Judgements judgements = judge.judgements(model, heard);
    return Outlook.mixed(chance(model), judgements.good(), judgements.bad());
  }

  private double chance(String model) {
    return Optional.ofNullable(chances.get(model)).orElseThrow();
  }
}
