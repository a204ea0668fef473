#!/bin/sh
# Shows that the harness can fail: expectations that must not hold are reported, with the screen.
# SCREEN_TEST is the harness.
set -u
: "${SCREEN_TEST:=tests/screen/screen_test}"
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
number=0
failed=0

# report NAME STATUS
report() {
    number=$((number + 1))
    if [ "$2" -eq 0 ]; then
        echo "ok $number - $1"
    else
        failed=1
        echo "not ok $number - $1"
        sed 's/^/# /' "$folder/output"
    fi
}

# fails NAME WORDS: the statements on standard input must fail, and the report must hold WORDS.
fails() {
    { echo 'size 20x3'; echo 'test "x"'; cat; } > "$folder/x.test"
    "$SCREEN_TEST" "$folder/x.test" > "$folder/output" 2>&1
    status=$?
    grep -q '^not ok 1 - x$' "$folder/output" && [ "$status" -eq 1 ] && grep -qF "$2" "$folder/output"
    report "$1" $?
}

fails "a wrong row is reported with the whole screen" '# |vier|' <<'END'
run printf "drie\nvier"
row 1 "vijf"
END

fails "a missing last row is reported" 'row 2 of what is expected' <<'END'
run printf "drie\nvier"
expect
|drie|
||
||
END

fails "a wrong attribute is reported" 'looks otherwise' <<'END'
run printf "drie"
attr "drie" bold
END

fails "a wrong exit status is reported" 'exit status 4' <<'END'
run sh -c "exit 4"
exit 0
END

fails "a check that holds but must not is reported" 'must not' <<'END'
run printf "drie"
not has "drie"
END

fails "an unknown statement is reported" 'no statement is named' <<'END'
klik 1
END

fails "a command that fails is reported" 'exit status 1, not 0' <<'END'
exec false
END

echo "1..$number"
exit "$failed"
