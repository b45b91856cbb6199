package dev.asterism.store;

/// What feedback shows of a teacher and its student where both answered the same request.
///
/// @param known requests of the task whose right answer was reported and that the teacher answered
/// @param teacherRight how many of them the teacher answered rightly
/// @param both how many of them the live student answered as well
/// @param studentOnly how many of those the student answered rightly and the teacher wrongly
/// @param teacherOnly how many of those the teacher answered rightly and the student wrongly
public record Truth(int known, int teacherRight, int both, int studentOnly, int teacherOnly) {

  /// Nobody said what is right.
  public static final Truth UNKNOWN = new Truth(0, 0, 0, 0, 0);
}
