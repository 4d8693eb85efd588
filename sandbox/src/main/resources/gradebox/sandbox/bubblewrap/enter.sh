# Enter a sandbox's surroundings, then become its program. All that varies is an argument, none is pasted into the text.
#
# Arguments: the process that must still be our parent, a file for bubblewrap's status, a file with the system call filter
# or "", a folder to arrange what the sandbox sees in or "", and three lists, each ended by --: files to write our number to;
# sources with the names that they are bound to in that folder; temporary file systems with their options. The rest is run.
set -eu
if [ "$PPID" != "$1" ]; then
  exit 70
fi
status=$2 filter=$3 view=$4
shift 4
while [ "$1" != -- ]; do
  echo "$$" > "$1"
  shift
done
shift
echo 500 > /proc/self/oom_score_adj
if [ -n "$view" ]; then
  # This is a mount name space of our own: nobody else sees these mounts, and they go with it.
  mount -t tmpfs -o mode=0755,nosuid,nodev,size=1m sandbox "$view"
  cd "$view"
fi
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then
    mkdir "$2"
  else
    : > "$2"
  fi
  mount --bind "$1" "$2"
  shift 2
done
shift
while [ "$1" != -- ]; do
  mkdir "$1"
  mount -t tmpfs -o "$2" sandbox "$1"
  shift 2
done
shift
exec 3> "$status"
if [ -n "$filter" ]; then
  exec 9< "$filter"
fi
exec "$@"
