/**
 * Opens what students hand in, zips, tars and folders, into a fresh folder of regular files, and
 * takes nothing on trust: names, sizes, links and checksums are the sender's word only.
 */
@NullMarked
package gradebox.sandbox.archive;

import org.jspecify.annotations.NullMarked;
