package gradebox.sandbox.docker;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.api.model.VersionComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Hold what an engine says of itself.
 *
 * @param version its own
 * @param runc the version of what starts its containers, where it tells
 * @param cgroups {@code 1} or {@code 2}, or {@code unknown}
 * @param bounds what it can bound
 * @param security its options: {@code name=seccomp,profile=default}
 * @param folder where it keeps images and containers
 */
public record EngineFacts(
        String version,
        Optional<String> runc,
        String cgroups,
        EngineBounds bounds,
        List<String> security,
        Optional<Path> folder) {

    public EngineFacts {
        security = List.copyOf(security);
    }

    static EngineFacts of(Info info, Version version) {
        var components =
                Objects.requireNonNullElse(version.getComponents(), List.<VersionComponent>of());
        return new EngineFacts(
                Objects.requireNonNullElse(info.getServerVersion(), "unknown"),
                components.stream()
                        .filter(component -> "runc".equals(component.getName()))
                        .map(component -> String.valueOf(component.getVersion()))
                        .findFirst(),
                Objects.requireNonNullElse(info.getCGroupVersion(), "unknown"),
                EngineBounds.of(info),
                Objects.requireNonNullElse(info.getSecurityOptions(), List.of()),
                Optional.ofNullable(info.getDockerRootDir()).map(Path::of));
    }
}
