package gradebox.sandbox.gpu;

import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Read the slices of GPUs, which {@code nvidia-smi} tells in full only in XML. */
final class SmiXml {
    private static final String NO_DTD =
            "http://apache.org/xml/features/nonvalidating/load-external-dtd";

    private SmiXml() {}

    /**
     * A slice and what is on it.
     *
     * @param memoryBytes what it has
     */
    record Slice(GpuDevice.MigSlice slice, long memoryBytes, GpuReading reading) {}

    static List<Slice> slices(List<String> lines) throws SandboxException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DTD, false);
            factory.setExpandEntityReferences(false);
            var source = new InputSource(new StringReader(String.join("\n", lines)));
            var root = factory.newDocumentBuilder().parse(source).getDocumentElement();
            var slices = new ArrayList<Slice>();
            for (var gpu : children(root, "gpu")) {
                for (var device : children(child(gpu, "mig_devices"), "mig_device")) {
                    slices.add(slice(gpu, device));
                }
            }
            return slices;
        } catch (ParserConfigurationException
                | SAXException
                | IOException
                | NumberFormatException e) {
            throw new SandboxException("nvidia-smi printed slices that gradebox cannot read", e);
        }
    }

    private static Slice slice(Element gpu, Element device) throws SandboxException {
        var slice =
                new GpuDevice.MigSlice(
                        child(gpu, "uuid").getTextContent().strip(),
                        number(device, "index"),
                        number(device, "gpu_instance_id"),
                        number(device, "compute_instance_id"));
        var memory = child(device, "fb_memory_usage");
        var processes = new ArrayList<Long>();
        for (var process : children(child(gpu, "processes"), "process_info")) {
            if (isOn(slice, process) && !text(process, "type").equals("G")) {
                processes.add(Long.valueOf(text(process, "pid")));
            }
        }
        return new Slice(
                slice, bytes(memory, "total"), new GpuReading(bytes(memory, "used"), processes));
    }

    private static boolean isOn(GpuDevice.MigSlice slice, Element process) throws SandboxException {
        return text(process, "gpu_instance_id").equals(String.valueOf(slice.gpuInstance()))
                && text(process, "compute_instance_id")
                        .equals(String.valueOf(slice.computeInstance()));
    }

    private static int number(Element parent, String name) throws SandboxException {
        return Integer.parseInt(text(parent, name));
    }

    private static long bytes(Element parent, String name) throws SandboxException {
        String text = text(parent, name);
        return text.endsWith(" MiB")
                ? Long.parseLong(text.substring(0, text.length() - 4)) << 20
                : 0;
    }

    private static String text(Element parent, String name) throws SandboxException {
        return child(parent, name).getTextContent().strip();
    }

    private static Element child(Element parent, String name) throws SandboxException {
        var found = children(parent, name);
        if (found.isEmpty()) {
            throw new SandboxException(
                    "nvidia-smi's XML has no %s where it should".formatted(name));
        }
        return found.getFirst();
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
