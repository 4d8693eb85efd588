@org.jspecify.annotations.NullMarked
package gradebox.sandbox.seccomp;
