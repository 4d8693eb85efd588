package gradebox.upload;

import gradebox.grading.Person;
import gradebox.grading.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hold what can be sent of a class, and what cannot.
 *
 * @param ready what can
 * @param unready what cannot, though something was handed in
 * @param absent the ids of who handed in nothing
 */
public record Parcels(List<Parcel> ready, List<Unready> unready, List<String> absent) {
    private static final Pattern EMAIL = Pattern.compile("[\\x21-\\x7e]+@[\\x21-\\x7e]+");

    public Parcels {
        ready = List.copyOf(ready);
        unready = List.copyOf(unready);
        absent = List.copyOf(absent);
    }

    /** Name a submission that cannot be sent, and why. */
    public record Unready(String id, String why) {}

    /** Wrap up what was taken in. */
    public static Parcels of(List<Submission> submissions) throws IOException {
        var ready = new ArrayList<Parcel>();
        var unready = new ArrayList<Unready>();
        var absent = new ArrayList<String>();
        for (var submission : submissions) {
            switch (submission.contents()) {
                case Submission.Contents.Files files -> {
                    var why = whyOwnerless(submission);
                    if (why.isEmpty()) {
                        ready.add(parcel(submission, files));
                    } else {
                        unready.add(new Unready(submission.id(), why));
                    }
                }
                case Submission.Contents.Unreadable unreadable ->
                        unready.add(
                                new Unready(submission.id(), "unreadable: " + unreadable.why()));
                case Submission.Contents.Absent nothing -> absent.add(submission.id());
            }
        }
        return new Parcels(ready, unready, absent);
    }

    /** A group goes whole or not at all: who were left out would not learn of it. */
    private static String whyOwnerless(Submission submission) {
        if (submission.submitters().isEmpty()) {
            return "whose it is, is not known; give --roster";
        }
        for (var person : submission.submitters()) {
            if (!EMAIL.matcher(person.email()).matches()) {
                return "no e-mail address of %s is known; give --roster".formatted(name(person));
            }
        }
        return "";
    }

    private static String name(Person person) {
        return person.name().isEmpty() ? "one who handed it in" : person.name();
    }

    private static Parcel parcel(Submission submission, Submission.Contents.Files files)
            throws IOException {
        long bytes = 0;
        for (var file : files.files()) {
            bytes += Files.size(files.root().resolve(file));
        }
        var owners =
                submission.submitters().stream()
                        .map(person -> person.email().toLowerCase(Locale.ROOT))
                        .distinct()
                        .sorted()
                        .toList();
        return new Parcel(
                submission.id(),
                owners,
                files.root(),
                files.files(),
                files.dropped(),
                bytes,
                files.digest());
    }
}
