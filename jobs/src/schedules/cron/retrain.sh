#!/bin/sh
# Retrains a model once, to be called by cron, which mails what a command prints: so this prints nothing where all is
# well, and where it is not, the end of the log and where it lies.
#
#   retrain.sh REGISTRY SETTINGS.yaml LOGS [YYYY-MM-DD]
#
# SETTINGS.yaml has the options of retrain, such as  data: /data/flights/day={logical-date}  and  label: late. The day
# is yesterday in UTC where none is given. RAPPEL names the command, else the one of this checkout is taken.
#
# Exit codes are rappel's: 0 done, 2 wrong options, 3 wrong data, 5 the challenger was rejected and the old champion
# stays. A run that finds another one at work (6) leaves it to that one and ends with 0.
set -u

if [ $# -lt 3 ]; then
  echo "usage: retrain.sh REGISTRY SETTINGS.yaml LOGS [YYYY-MM-DD]" >&2
  exit 2
fi
registry=$1
settings=$2
logs=$3
# GNU's date, or BSD's.
day=${4:-$(date -u -d yesterday +%F 2>/dev/null || date -u -v-1d +%F)}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
rappel=${RAPPEL:-$here/../../../../rappel}

mkdir -p "$logs" || exit 1
log=$logs/$(basename "$registry")-$day-$$.log

"$rappel" retrain --registry "$registry" --config "$settings" --logical-date "$day" >"$log" 2>&1
code=$?

# A month of logs is enough.
find "$logs" -name "$(basename "$registry")-*.log" -mtime +31 -exec rm -f {} +

case $code in
  0) ;;
  6) code=0 ;;
  5) echo "the challenger of $day was rejected, the champion stays; see $log" ;;
  *) echo "retraining for $day failed with exit code $code; see $log" ;;
esac
if [ "$code" -ne 0 ]; then tail -n 20 "$log"; fi
exit "$code"
