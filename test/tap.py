"""Checks of a test, printed as TAP."""

_count = 0
_failures = 0


def ok(passed, name):
    global _count, _failures
    _count += 1
    _failures += not passed
    print(f"{'ok' if passed else 'not ok'} {_count} - {name}", flush=True)
    return bool(passed)


def is_equal(got, wanted, name):
    if not ok(got == wanted, name):
        print(f"#   got:    {got!r}\n#   wanted: {wanted!r}", flush=True)


def done():
    """Prints the plan; the status to exit with."""
    print(f"1..{_count}", flush=True)
    return 1 if _failures else 0
