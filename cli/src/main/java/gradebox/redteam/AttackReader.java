package gradebox.redteam;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import gradebox.grading.TimeSpan;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Read {@code expect.yaml}, strictly: an entry that nobody understands expects nothing. */
final class AttackReader {
    static final String FILE = "expect.yaml";

    private static final Set<String> STATUSES =
            Set.of("graded", "no-score", "absent", "unreadable");
    private static final Set<Integer> NOT_STOPPABLE = Set.of(51, 80, 81, 84);

    private static final JsonMapper YAML =
            JsonMapper.builder(new YAMLFactory())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private AttackReader() {}

    private record Score(BigDecimal most) {}

    private record Differences(
            @Nullable List<String> status,
            @Nullable Score score,
            @Nullable List<String> says,
            @JsonProperty("keeps-out") @Nullable List<String> keepsOut,
            @Nullable String wall,
            @JsonProperty("not-applicable") @Nullable String notApplicable) {}

    private record Entry(
            @Nullable String title,
            @Nullable String target,
            @Nullable String stage,
            @Nullable String promise,
            @Nullable String bound,
            @Nullable String live,
            @Nullable List<String> status,
            @Nullable Score score,
            @Nullable List<String> says,
            @JsonProperty("keeps-out") @Nullable List<String> keepsOut,
            @Nullable String wall,
            @Nullable Boolean alone,
            @Nullable Boolean apart,
            @Nullable Map<String, Differences> engines) {

        Differences common() {
            return new Differences(status, score, says, keepsOut, wall, null);
        }
    }

    /**
     * Read an attack.
     *
     * @throws CorpusException if the entry is not as its format has it
     */
    static Attack read(Path folder) throws CorpusException, IOException {
        var file = folder.resolve(FILE);
        try {
            return attack(folder, YAML.readValue(Files.readAllBytes(file), Entry.class));
        } catch (JsonProcessingException e) {
            throw new CorpusException(file + ": " + e.getOriginalMessage());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new CorpusException(file + ": " + e.getMessage());
        }
    }

    private static Attack attack(Path folder, Entry entry) throws CorpusException {
        var kind =
                new Attack.Kind(
                        word(Attack.Stage.class, "stage", entry.stage()),
                        word(Attack.Promise.class, "promise", entry.promise()),
                        Optional.ofNullable(entry.live())
                                .map(live -> word(Attack.Live.class, "live", live)),
                        Objects.requireNonNullElse(entry.bound(), ""));
        var usual =
                new Attack.Expected(
                        Set.of(), Optional.empty(), List.of(), List.of(), Optional.empty());
        var expected = expected(entry.common(), usual);
        if (expected.statuses().isEmpty()) {
            throw new IllegalArgumentException("status: name at least one");
        }
        var engines = new TreeMap<String, Attack.OnEngine>();
        if (entry.engines() != null) {
            entry.engines().forEach((name, other) -> engines.put(name, on(other, expected)));
        }
        var attack =
                new Attack(
                        folder,
                        Objects.requireNonNull(entry.title(), "title: is missing"),
                        Objects.requireNonNull(entry.target(), "target: is missing"),
                        kind,
                        expected,
                        engines,
                        company(entry));
        check(attack);
        return attack;
    }

    private static Attack.Company company(Entry entry) {
        if (Boolean.TRUE.equals(entry.alone())) {
            return Attack.Company.ALONE;
        }
        return Boolean.TRUE.equals(entry.apart()) ? Attack.Company.APART : Attack.Company.ANY;
    }

    private static void check(Attack attack) throws CorpusException {
        if (!attack.name().matches("\\d\\d[a-z]?-[a-z0-9-]+")) {
            throw new CorpusException(attack.folder() + ": its name should be like 56-name");
        }
        boolean submission = Files.isDirectory(attack.folder().resolve(Handout.SUBMISSION));
        boolean made =
                Files.exists(attack.folder().resolve(Handout.MAKER))
                        || Files.exists(attack.folder().resolve(Handout.PROBE));
        if (submission == made) {
            throw new CorpusException(
                    attack.folder() + ": needs submission/, or make.py or solution.py, not both");
        }
        if (attack.kind().promise() != Attack.Promise.STOPPED
                && !NOT_STOPPABLE.contains(attack.number())) {
            throw new CorpusException(attack.folder() + ": an attack of this number is stopped");
        }
        boolean stopped = attack.kind().promise() == Attack.Promise.STOPPED;
        if (stopped != attack.kind().bound().isBlank()) {
            throw new CorpusException(
                    attack.folder() + ": bound: says what an attack can do that is not stopped");
        }
    }

    private static Attack.OnEngine on(Differences other, Attack.Expected usual) {
        return other.notApplicable() != null
                ? new Attack.OnEngine.NotApplicable(other.notApplicable())
                : new Attack.OnEngine.Runs(expected(other, usual));
    }

    private static Attack.Expected expected(Differences entry, Attack.Expected usual) {
        var statuses = entry.status() == null ? usual.statuses() : Set.copyOf(entry.status());
        for (var status : statuses) {
            if (!STATUSES.contains(status)) {
                throw new IllegalArgumentException("status: there is no " + status);
            }
        }
        return new Attack.Expected(
                statuses,
                entry.score() == null ? usual.most() : Optional.of(entry.score().most()),
                entry.says() == null ? usual.says() : patterns(entry.says()),
                entry.keepsOut() == null ? usual.keepsOut() : patterns(entry.keepsOut()),
                entry.wall() == null ? usual.wall() : Optional.of(wall(entry.wall())));
    }

    private static Duration wall(String text) {
        return TimeSpan.duration(text);
    }

    private static List<Pattern> patterns(List<String> all) {
        return all.stream().map(AttackReader::pattern).toList();
    }

    private static Pattern pattern(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("no regular expression: " + regex, e);
        }
    }

    private static <T extends Enum<T>> T word(Class<T> type, String field, @Nullable String word) {
        var names = Stream.of(type.getEnumConstants()).map(AttackReader::word).toList();
        if (word == null || !names.contains(word)) {
            throw new IllegalArgumentException(
                    "%s: is one of %s, not %s".formatted(field, String.join(", ", names), word));
        }
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
