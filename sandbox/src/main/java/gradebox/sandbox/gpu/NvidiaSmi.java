package gradebox.sandbox.gpu;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Ask NVIDIA's driver through its own program, {@code nvidia-smi}. */
public final class NvidiaSmi implements GpuDriver {
    /** A driver that nobody has used for a while takes seconds to wake up. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Tool tool;
    private final XidLog log;

    /** Use the program of that name on this process's path. */
    public NvidiaSmi() {
        this("nvidia-smi", LIMIT);
    }

    NvidiaSmi(String program, Duration limit) {
        this(new Tool(program, limit), XidLog.ofThisMachine());
    }

    NvidiaSmi(Tool tool, XidLog log) {
        this.tool = tool;
        this.log = log;
    }

    @Override
    public List<GpuDevice> devices() throws SandboxException, InterruptedException {
        try {
            return list();
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (SandboxException e) {
            throw new EngineUnavailableException(
                    "the GPUs of this machine cannot be listed: %s; mend the driver, or use no GPU (--gpus none)"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private List<GpuDevice> list() throws SandboxException, InterruptedException {
        var listing = boards();
        var boards = listing.known();
        if (boards.isEmpty() && !listing.refused().isEmpty()) {
            throw new SandboxException(
                    "nvidia-smi printed what gradebox cannot read: "
                            + String.join("; ", listing.refused()));
        }
        var devices = new ArrayList<GpuDevice>();
        boards.stream()
                .filter(board -> !board.sliced())
                .map(SmiText.Board::device)
                .forEach(devices::add);
        if (boards.stream().anyMatch(SmiText.Board::sliced)) {
            devices.addAll(slices(boards));
        }
        devices.sort(
                Comparator.comparingInt(GpuDevice::index)
                        .thenComparingInt(it -> it.slice() == null ? -1 : it.slice().number()));
        return devices;
    }

    @Override
    public List<String> unreadable() throws SandboxException, InterruptedException {
        return boards().refused();
    }

    @Override
    public Optional<String> lastError(Duration time) throws InterruptedException {
        return log.last(time);
    }

    /** One GPU that is lost spoils an answer about all of them: then each is asked for itself. */
    private SmiText.Boards boards() throws SandboxException, InterruptedException {
        try {
            return SmiText.boards(tool.run(SmiText.DEVICES, SmiText.FORMAT));
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (SandboxException e) {
            var listed = SmiText.listed(tool.runAnyhow("-L"));
            var lines = new ArrayList<String>();
            for (var uuid : listed) {
                lines.addAll(boardAlone(uuid));
            }
            if (lines.isEmpty()) {
                throw e;
            }
            var boards = SmiText.boards(lines);
            return boards.refused().isEmpty()
                    ? new SmiText.Boards(boards.known(), List.of(String.valueOf(e.getMessage())))
                    : boards;
        }
    }

    private List<String> boardAlone(String uuid) throws InterruptedException {
        try {
            return tool.run(SmiText.DEVICES, SmiText.FORMAT, "-i", uuid);
        } catch (SandboxException e) {
            return List.of(uuid + ": " + e.getMessage());
        }
    }

    private List<GpuDevice> slices(List<SmiText.Board> boards)
            throws SandboxException, InterruptedException {
        var uuids = SmiText.slices(tool.run("-L"));
        var slices = new ArrayList<GpuDevice>();
        for (var slice : SmiXml.slices(tool.run("-q", "-x"))) {
            for (var board : boards) {
                var whole = board.device();
                String uuid = uuids.get(whole.index() + ":" + slice.slice().number());
                if (whole.uuid().equals(slice.slice().parent()) && uuid != null) {
                    slices.add(
                            new GpuDevice(
                                    uuid,
                                    whole.index(),
                                    whole.model(),
                                    slice.memoryBytes(),
                                    whole.driver(),
                                    slice.slice()));
                }
            }
        }
        return slices;
    }

    /** One GPU that is lost spoils an answer about all of them: then each is asked for itself. */
    @Override
    public Map<String, GpuReading> readings(List<GpuDevice> of)
            throws SandboxException, InterruptedException {
        try {
            return read(of);
        } catch (EngineUnavailableException e) {
            throw e;
        } catch (SandboxException e) {
            var readings = new HashMap<String, GpuReading>();
            for (var device : of) {
                readings.putAll(readAlone(device));
            }
            if (readings.isEmpty()) {
                throw e;
            }
            return readings;
        }
    }

    private Map<String, GpuReading> readAlone(GpuDevice device) throws InterruptedException {
        try {
            return read(List.of(device), "-i", device.board());
        } catch (SandboxException e) {
            return Map.of();
        }
    }

    private Map<String, GpuReading> read(List<GpuDevice> of, String... only)
            throws SandboxException, InterruptedException {
        var used = SmiText.used(tool.run(with(only, SmiText.USAGE, SmiText.FORMAT)));
        var processes = SmiText.processes(tool.run(with(only, SmiText.PROCESSES, SmiText.FORMAT)));
        var slices =
                of.stream().anyMatch(device -> device.slice() != null)
                        ? SmiXml.slices(tool.run(with(only, "-q", "-x")))
                        : List.<SmiXml.Slice>of();
        var readings = new HashMap<String, GpuReading>();
        for (var device : of) {
            var bytes = used.get(device.uuid());
            if (device.slice() == null && bytes != null) {
                var own = processes.getOrDefault(device.uuid(), List.of());
                readings.put(device.uuid(), new GpuReading(bytes, own));
            }
            slices.stream()
                    .filter(slice -> slice.slice().equals(device.slice()))
                    .forEach(slice -> readings.put(device.uuid(), slice.reading()));
        }
        return readings;
    }

    private static String[] with(String[] only, String... query) {
        return Stream.of(query, only).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
