package dev.asterism.trace;

import dev.asterism.chat.Label;
import dev.asterism.model.Depth;
import dev.asterism.model.StudentId;
import dev.asterism.task.TaskId;
import java.util.Optional;

/// One sighting of a task with what was answered: what learning, proving and auditing read.
///
/// @param sequence rises with the order of storing; 0 until stored
/// @param position the question's place in its request
/// @param input the part of the request that varies
/// @param reference the teacher's answer, or the feedback where there is any; empty where nobody
///   but a student answered, or where the answer was no label (free text, a refusal)
/// @param teacherAnswered whether the teacher was asked and answered, in whatever form
/// @param surface the teacher's answer as it was written; empty where it was not asked
/// @param uniform whether this request was drawn by a coin that did not look at it: only such
///   examples may prove or audit. Always true while no student of the task is live
/// @param student the live student that gave its opinion, if one was live
/// @param studentAnswer what it answered; empty where it abstained
/// @param judgement how it looked at the input; empty where none did, or nobody noted it
/// @param inputTokens as the teacher reported for the whole request; 0 where unknown
/// @param outputTokens as the teacher reported for the whole request; 0 where unknown
public record Example(
    long sequence,
    TraceId trace,
    int position,
    TaskId task,
    String input,
    Optional<Label> reference,
    boolean teacherAnswered,
    String surface,
    boolean uniform,
    Optional<StudentId> student,
    Optional<Label> studentAnswer,
    Optional<Judgement> judgement,
    long inputTokens,
    long outputTokens) {

  /// One of which nobody noted how a student looked at it.
  public Example(
      long sequence,
      TraceId trace,
      int position,
      TaskId task,
      String input,
      Optional<Label> reference,
      boolean teacherAnswered,
      String surface,
      boolean uniform,
      Optional<StudentId> student,
      Optional<Label> studentAnswer,
      long inputTokens,
      long outputTokens) {
    this(
        sequence,
        trace,
        position,
        task,
        input,
        reference,
        teacherAnswered,
        surface,
        uniform,
        student,
        studentAnswer,
        Optional.empty(),
        inputTokens,
        outputTokens);
  }

  /// {@return a new input that a coach wrote and the teacher labelled: it teaches, and stands for
  /// no traffic}
  public static Example lesson(
      TraceId trace, TaskId task, String input, Label label, String surface) {
    return new Example(
        0,
        trace,
        0,
        task,
        input,
        Optional.of(label),
        false,
        surface,
        false,
        Optional.empty(),
        Optional.empty(),
        0,
        0);
  }

  /// {@return whether the student abstained because its encoder was not there in time, which tells
  /// nothing of the input}
  public boolean unread() {
    return judgement.filter(one -> one.depth() == Depth.UNREAD).isPresent();
  }

  /// {@return whether the teacher answered what the student had answered before: the request was
  /// seen already}
  public boolean isCheck() {
    return teacherAnswered && studentAnswer.isPresent() && !unread();
  }

  /// {@return the same with what the student says now that it has read the input}
  public Example read(Optional<Label> answer) {
    return new Example(
        sequence,
        trace,
        position,
        task,
        input,
        reference,
        teacherAnswered,
        surface,
        uniform,
        student,
        answer,
        judgement,
        inputTokens,
        outputTokens);
  }

  /// {@return whether nobody ever asked this: a coach wrote it}
  public boolean isLesson() {
    return sequence == 0;
  }
}
