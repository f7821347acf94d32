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

# Runs Maven with the arguments, and returns its exit code, after a summary of the tests of each module.
verify() {
  install_missing mvn maven javac openjdk-17-jdk-headless
  local log code=0
  log=$(mktemp)
  mvn -B "$@" verify 2>&1 | tee "$log" || code=$?
  summary "$log"
  rm -f "$log"
  return "$code"
}

# The platforms besides the default one, each with its profile of Maven.
other_platforms=(4.0_2.13:spark-4.0 3.5_2.13:spark-3.5 3.5_2.12:spark-3.5_2.12)

# The weights' SHA-256 of a demo and of a table with text and gaps: hashes JAR SPARK.
hashes() {
  local options folder
  options=$(sed -n 's:.*<spark\.jvm\.options>\(.*\)</spark\.jvm\.options>.*:\1:p' pom.xml)
  folder=$(mktemp -d)
  awk 'BEGIN {
    srand(1); print "age,hours,work,day,label"
    for (i = 0; i < 4000; i++) {
      a = 20 + int(50 * rand()); h = 60 * rand(); w = int(4 * rand())
      printf "%s,%.3f,%s,2026-%02d-11,%s\n", (i % 17 ? a : ""), h, (i % 23 ? "w" w : ""), 1 + i % 12, \
        (a + h + 9 * w + 20 * rand() > 90 ? "yes" : "no")
    }
  }' >"$folder/rows.csv"
  local train
  for train in "--demo spirals" "--data $folder/rows.csv --label label"; do
    # The options are words, one each.
    # shellcheck disable=SC2086
    SPARK_LOCAL_IP=127.0.0.1 java $options -Xmx1g -cp "$1:$2/*" io.rappel.jobs.Rappel train $train --epochs 5 \
      --master 'local[2]' --out "$folder/model" --overwrite >"$folder/log" 2>&1 || { cat "$folder/log" >&2; return 1; }
    grep -o '"weights_sha256" *: *"[0-9a-f]*"' "$folder/model/metrics.json"
  done
  rm -rf "$folder"
}

# Builds the jar of each other platform, and requires that trainings end there with the weights that they have here.
compare_platforms() {
  local entry platform expected found
  expected=$(hashes jobs/target/rappel-jobs.jar jobs/target/spark/jars)
  for entry in "${other_platforms[@]}"; do
    platform=${entry%:*}
    mvn -B -q "-P${entry#*:}" -Dmaven.test.skip=true package
    found=$(hashes "jobs/target/rappel-jobs-$platform.jar" "jobs/target/$platform/spark/jars")
    if [ "$found" != "$expected" ]; then
      printf 'Trainings on %s have other weights:\n%s\nand here:\n%s\n' "$platform" "$found" "$expected" >&2
      return 1
    fi
    echo "The same weights on $platform"
  done
}
