# count.awk: passes TAP through and ends with "N passed, N failed". A program that dies or
# breaks its plan without a failed check counts as one failure.
function fail(why) {
    failed++
    problems = problems "\n  " program ": " why
}
{ print; fflush() }
/^# program / { program = $3; plan = -1; seen = bad = 0; open = 1 }
/^1\.\.[0-9]+/ { split($1, bounds, "\\.\\."); plan = bounds[2] }
/^ok [0-9]+/ { seen++; if (tolower($0) ~ /# skip/) skipped++; else passed++ }
/^not ok [0-9]+/ { seen++; if (tolower($0) ~ /# todo/) skipped++; else { bad++; fail($0) } }
/^# exit / {
    open = 0
    if (bad == 0 && $3 != 0)
        fail("ended with status " $3)
    else if (bad == 0 && plan != seen)
        fail(plan < 0 ? "printed no plan" : "planned " plan " checks and made " seen)
}
END {
    if (open)
        fail("did not end")
    if (problems != "")
        print "\nFailed:" problems
    if (skipped)
        print skipped " skipped"
    if (passed == 0 && failed == 0)
        failed = 1
    print passed + 0 " passed, " failed + 0 " failed"
    exit failed > 0
}
