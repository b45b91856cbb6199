package dev.asterism.promote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.asterism.Examples;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AuditTest {

  private static final double EPS = 0.02;

  /// A student proved at 2 % that begins to err in 10 % of its answers.
  @Test
  void aStudentThatTurnsBadIsDemotedAfterAMedianOfUnderTwoHundredAudits() {
    int worlds = 200;
    int[] needed = new int[worlds];
    Random random = new Random(21);
    for (int world = 0; world < worlds; world++) {
      Audit audit = new Audit(EPS, 0.05);
      while (!audit.failed() && audit.n() < 5_000) {
        boolean wrong = random.nextDouble() < 0.1;
        audit.add(Examples.checked(audit.n() + 1, wrong ? "a" : "b", "b"));
      }
      needed[world] = audit.n();
    }
    Arrays.sort(needed);
    System.out.printf("audits until demotion at a risk of 10 %%: median %d%n", needed[worlds / 2]);
    assertThat(needed[worlds / 2]).isLessThan(200);
  }

  @Test
  void aStudentThatTurnsBadAfterALongGoodTimeIsDemotedAsWell() {
    Audit audit = new Audit(EPS, 0.05);
    for (int i = 1; i <= 2_000; i++) {
      audit.add(Examples.checked(i, i % 200 == 0 ? "a" : "b", "b"));
    }
    assertThat(audit.failed()).isFalse();
    int needed = 0;
    for (int i = 2_001; !audit.failed() && needed < 1_000; i++) {
      audit.add(Examples.checked(i, i % 5 == 0 ? "a" : "b", "b"));
      needed++;
    }
    assertThat(needed).isLessThan(100);
  }

  @Test
  void aGoodStudentIsSeldomEverDemoted() {
    int worlds = 300;
    int demoted = 0;
    Random random = new Random(22);
    for (int world = 0; world < worlds; world++) {
      Audit audit = new Audit(EPS, 0.05);
      for (int i = 0; i < 500; i++) {
        audit.add(Examples.checked(i + 1, random.nextDouble() < 0.015 ? "a" : "b", "b"));
      }
      demoted += audit.failed() ? 1 : 0;
    }
    assertThat((double) demoted / worlds).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / worlds));
  }

  @Test
  void theLastGoodAnswerIsTheOneBeforeTheErrorsPiledUp() {
    Audit audit = new Audit(EPS, 0.05);
    for (int i = 1; i <= 200; i++) {
      audit.add(Examples.checked(10L * i, i > 150 && i % 2 == 0 ? "a" : "b", "b"));
    }
    assertThat(audit.failed()).isTrue();
    assertThat(audit.lastGood()).isBetween(1_490L, 1_520L);
  }

  @Test
  void answersThatNobodyCheckedDoNotCount() {
    Audit audit = new Audit(EPS, 0.05);
    audit.add(Examples.taught(1, "x", "b"));
    assertThat(audit.n()).isZero();
  }
}
