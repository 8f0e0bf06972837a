#!/bin/sh
# The steps of action.yml. Inputs come as variables, never as text of the script.
#
#   run.sh install    the release of INPUT_VERSION, or of this action, into INSTALL_FOLDER
#   run.sh check      runs keystrel; tells the place of the report in GITHUB_OUTPUT
set -eu

action=$(cd "$(dirname "$0")/../.." && pwd)

case "${1:-}" in
  version)
    version=${INPUT_VERSION:-$(sed -n 's/.*static let version = "\(.*\)"/\1/p' "$action/Sources/keystrel/Keystrel.swift")}
    case "$version" in '' | *[!0-9A-Za-z.-]*) echo "::error::keystrel: not a version" && exit 2 ;; esac
    echo "version=$version" >>"$GITHUB_OUTPUT"
    ;;
  install)
    [ -x "$INSTALL_FOLDER/keystrel" ] || "$action/integrations/ci/install" "$INPUT_VERSION" "$INSTALL_FOLDER" "${INPUT_SHA256:-}"
    ;;
  check)
    export KEYSTREL_BINARY="${INPUT_BINARY:-$INSTALL_FOLDER/keystrel}"
    report=$RUNNER_TEMP/keystrel.sarif
    rm -f "$report"
    status=0
    "$action/integrations/ci/keystrel-ci" "${INPUT_SCAN:-auto}" --format github --output "sarif:$report" \
      --fail-on "${INPUT_FAIL_ON:-medium}" ${INPUT_CONFIG:+--config "$INPUT_CONFIG"} || status=$?
    # Without a report there is nothing to upload.
    [ ! -s "$report" ] || echo "sarif=$report" >>"$GITHUB_OUTPUT"
    echo "exit-code=$status" >>"$GITHUB_OUTPUT"
    [ "$status" -ne 2 ] || echo "::error title=keystrel::The scan is incomplete or could not run: exit code 2."
    exit "$status"
    ;;
  *)
    echo "run.sh version|install|check" >&2
    exit 64
    ;;
esac
