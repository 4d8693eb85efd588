package gradebox.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Grade in a process of its own, and print the class's results: for use inside of a container. */
final class TellsClass {
    static final String MARK = "the class's results:";

    private TellsClass() {}

    /** Run gradebox with these arguments, the last of which says where results go. */
    public static void main(String[] arguments) throws Exception {
        var out = Path.of(arguments[arguments.length - 1]);
        var argv = new ArrayList<String>();
        argv.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        argv.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
        argv.add(System.getProperty("java.class.path"));
        argv.add("-Dgradebox.home=" + System.getProperty("gradebox.home"));
        argv.add(Main.class.getName());
        argv.addAll(List.of(arguments));
        int code = new ProcessBuilder(argv).inheritIO().start().waitFor();
        System.out.println("exit code " + code);
        System.out.println(MARK);
        System.out.println(Files.readString(out.resolve("class.json")));
    }
}
