/**
 * Grade what a trained model can do: {@code type: model}. Train and predict run in the student's
 * sandbox, by calls or as programs; only predictions come out, and DJL scores them here, against
 * labels that never went in.
 */
@NullMarked
package gradebox.graders.model;

import org.jspecify.annotations.NullMarked;
