package gradebox.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aMultipart;
import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToIgnoreCase;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.not;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MultipartValuePatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Stands in for Gradescope: the two requests of its first API, as far as published clients show
 * them. It was written from those, not from Gradescope, and knows one course, 12, with one
 * assignment, 34.
 */
final class PretendedGradescope implements AutoCloseable {
    static final String EMAIL = "staff@example.edu";
    static final String PASSWORD = "correct horse &=+ battery";
    static final String TOKEN = "tok3n-that-nobody-may-see";

    private static final String SESSION = "/api/v1/user_session";
    private static final String SUBMISSIONS = "/api/v1/courses/12/assignments/34/submissions";
    private static final String OWNER = "owner_email";

    private final WireMockServer server =
            new WireMockServer(
                    WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

    private final String url;

    PretendedGradescope() {
        server.start();
        url = server.baseUrl();
        server.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(404)));
        server.stubFor(
                post(urlEqualTo(SESSION)).atPriority(9).willReturn(aResponse().withStatus(401)));
        server.stubFor(
                post(urlEqualTo(SESSION))
                        .withFormParam("email", equalTo(EMAIL))
                        .withFormParam("password", equalTo(PASSWORD))
                        .willReturn(jsonResponse("{\"token\": \"" + TOKEN + "\"}", 200)));
        server.stubFor(
                submission()
                        .atPriority(8)
                        .withHeader("access-token", not(equalTo(TOKEN)).or(absent()))
                        .willReturn(aResponse().withStatus(401)));
        server.stubFor(
                submission()
                        .atPriority(9)
                        .willReturn(jsonResponse("{\"error\": \"no such owner\"}", 422)));
    }

    /** Enrol people: what is sent for them is accepted, under this id. */
    PretendedGradescope enrol(String email, int id) {
        server.stubFor(of(OWNER, email).willReturn(accepted(id)));
        return this;
    }

    /** Accept what is sent for a group. */
    PretendedGradescope enrolGroup(int id, String... emails) {
        var stub = submission();
        for (var email : emails) {
            stub.withMultipartRequestBody(part("owner_emails[]", email));
        }
        server.stubFor(stub.atPriority(7).willReturn(accepted(id)));
        return this;
    }

    /** Answer what is sent for one person in some way, and then accept it. */
    PretendedGradescope first(String email, int id, ResponseDefinitionBuilder... answers) {
        var state = Scenario.STARTED;
        for (int i = 0; i < answers.length; i++) {
            var next = "after " + i;
            server.stubFor(
                    of(OWNER, email)
                            .inScenario(email)
                            .whenScenarioStateIs(state)
                            .willReturn(answers[i])
                            .willSetStateTo(next));
            state = next;
        }
        server.stubFor(
                of(OWNER, email)
                        .inScenario(email)
                        .whenScenarioStateIs(state)
                        .willReturn(accepted(id)));
        return this;
    }

    /** Answer all that is sent for one person in some way. */
    PretendedGradescope always(String email, ResponseDefinitionBuilder answer) {
        server.stubFor(of(OWNER, email).willReturn(answer));
        return this;
    }

    private static ResponseDefinitionBuilder accepted(int id) {
        return jsonResponse("{\"id\": " + id + "}", 200);
    }

    private static MappingBuilder submission() {
        return post(urlEqualTo(SUBMISSIONS));
    }

    private static MappingBuilder of(String field, String email) {
        return submission()
                .atPriority(7)
                .withHeader("access-token", equalTo(TOKEN))
                .withMultipartRequestBody(part(field, email))
                .withMultipartRequestBody(
                        aMultipart().withHeader("Content-Disposition", containing("files[]")));
    }

    private static MultipartValuePatternBuilder part(String field, String value) {
        return aMultipart()
                .withHeader("Content-Disposition", matching(".*name=\"" + quoted(field) + "\".*"))
                .withBody(equalToIgnoreCase(value));
    }

    private static String quoted(String field) {
        return Pattern.quote(field);
    }

    String url() {
        return url;
    }

    List<LoggedRequest> submissions() {
        return server.findAll(postRequestedFor(urlEqualTo(SUBMISSIONS)));
    }

    List<LoggedRequest> requests() {
        return server.findAll(anyRequestedFor(anyUrl()));
    }

    /** Return the parts of a form whose field has a name, in their order. */
    static List<Request.Part> parts(LoggedRequest request, String field) {
        return request.getParts().stream()
                .filter(
                        part ->
                                part.getHeader("Content-Disposition")
                                        .firstValue()
                                        .contains("name=\"" + field + "\""))
                .toList();
    }

    @Override
    public void close() {
        server.stop();
    }
}
