# Holds a terminal raw for gradebox, and gives it back as it was, however gradebox ends: the end of this script's input is the sign.
# Standard output is the terminal. Prints "ROWS COLUMNS" to standard error at first and whenever the window changes; the line
# "raw" on its input makes the terminal raw.
trap '' HUP INT QUIT TERM TTOU TTIN
exec 3<&1
saved=$(stty -g <&3) || exit 1
again=
trap 'again=1; stty size <&3 >&2' WINCH
stty size <&3 >&2
while :; do
    again=
    if read -r word; then
        [ "$word" = raw ] && stty raw -echo -iexten <&3
    elif [ -z "$again" ]; then
        break
    fi
done
stty "$saved" <&3
