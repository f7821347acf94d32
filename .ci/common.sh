# What the scripts of this folder share; they read it from the project's root.

# Installs, on Debian, the package of each command that is not there: install_missing COMMAND PACKAGE …
install_missing() {
  local packages=()
  while [ "$#" -gt 0 ]; do
    command -v "$1" >/dev/null || packages+=("$2")
    shift 2
  done
  if [ "${#packages[@]}" -gt 0 ]; then
    local root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    "${root[@]}" apt-get update -q
    "${root[@]}" apt-get install -q -y --no-install-recommends "${packages[@]}"
  fi
}

# The totals of each module's unit and integration tests, as Surefire and Failsafe print them: lines without a class.
summary() {
  echo "Summary"
  awk '
    { gsub(/\033\[[0-9;]*m/, "") }
    /^\[INFO\] -+< .* >-+$/ { module = $3 }
    /^\[(INFO|WARNING|ERROR)\] Tests run: [0-9]+, .*Skipped: [0-9]+[ ]*$/ {
      sub(/^\[[A-Z]+\] /, ""); print module ": " $0; found = 1
      split($0, n, /[:,] */)
      run += n[2]; failures += n[4]; errors += n[6]; skipped += n[8]
    }
    END {
      if (!found) print "no tests were run"
      printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failures, errors, skipped
    }' "$1"
}

# Runs Maven with the arguments, and ends with its exit code, after a summary of the tests of each module.
verify() {
  install_missing mvn maven javac openjdk-17-jdk-headless
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  local code=0
  mvn -B "$@" verify 2>&1 | tee "$log" || code=$?
  summary "$log"
  exit "$code"
}
