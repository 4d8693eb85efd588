package gradebox.ci;

import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.SubmissionReport;
import gradebox.output.SafeText;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Write a run as JUnit's XML: a suite for each submission, a case for each check. */
public final class JUnitXml {
    private JUnitXml() {}

    /** Return the file's bytes, in UTF-8. */
    public static byte[] of(ClassReport run) {
        var bytes = new ByteArrayOutputStream();
        try {
            var xml =
                    XMLOutputFactory.newFactory()
                            .createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.writeStartElement("testsuites");
            xml.writeAttribute("name", SafeText.line(run.title(), 200));
            for (var report : run.reports()) {
                suite(xml, report);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("an array takes everything", e);
        }
        return bytes.toByteArray();
    }

    private static void suite(XMLStreamWriter xml, SubmissionReport report)
            throws XMLStreamException {
        var lines = Shown.lines(report);
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", report.submission().id());
        xml.writeAttribute("tests", "" + lines.size());
        xml.writeAttribute("failures", "" + count(lines, JUnitXml::isFailure));
        xml.writeAttribute("errors", "" + count(lines, JUnitXml::isError));
        xml.writeAttribute("skipped", "" + count(lines, JUnitXml::isSkipped));
        xml.writeAttribute("time", seconds(report.time()));
        for (var line : lines) {
            testCase(xml, report.submission().id(), line);
        }
        xml.writeEndElement();
    }

    private static long count(List<Line> lines, Predicate<Line> kind) {
        return lines.stream().filter(kind).count();
    }

    private static boolean isError(Line line) {
        return line.outcome() instanceof Outcome.Errored
                || line.outcome() instanceof Outcome.MissingPackage;
    }

    private static boolean isSkipped(Line line) {
        return line.outcome() instanceof Outcome.Skipped;
    }

    private static boolean isFailure(Line line) {
        return !line.outcome().earnsAll() && !isError(line) && !isSkipped(line);
    }

    private static void testCase(XMLStreamWriter xml, String submission, Line line)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", submission);
        xml.writeAttribute("name", Shown.title(line));
        xml.writeAttribute("time", seconds(line.time()));
        if (!line.outcome().earnsAll()) {
            String text = Shown.feedback(line);
            xml.writeStartElement(
                    isError(line) ? "error" : isSkipped(line) ? "skipped" : "failure");
            xml.writeAttribute("message", SafeText.line(text, 200));
            xml.writeCharacters(text);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3)
                .setScale(3, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
