/** Grade what a submission's files are, without running them: {@code type: source}. */
@NullMarked
package gradebox.graders.source;

import org.jspecify.annotations.NullMarked;
