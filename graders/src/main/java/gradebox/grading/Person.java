package gradebox.grading;

/**
 * Name one who submitted. Every part is a student's own text: escape it wherever it is shown.
 *
 * @param name as the course's platform has it, or the empty string
 * @param email or the empty string
 * @param sid the student's number at the university, or the empty string
 */
public record Person(String name, String email, String sid) {}
