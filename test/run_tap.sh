#!/bin/bash
# run_tap.sh PROGRAM...: runs test programs that print TAP, framed so that test.sh can count them.
status=0
for program in "$@"; do
    echo "# program $(basename "$program")"
    case $program in
    *.pl) perl "$program" ;;
    *) "$program" ;;
    esac
    result=$?
    [ $result = 0 ] || status=1
    echo "# exit $result"
done
exit $status
