#!/bin/sh
# Runs once before the other services: volumes, database, sign-in. Safe to run again.
set -eu
umask 077

chown "$WARRAQ_UID:0" /airflow /data /data/warehouse
as_user() {
    setpriv --reuid "$WARRAQ_UID" --regid 0 --clear-groups "$@"
}
as_user airflow db migrate
as_user python - <<'END'
import json, os, pathlib
pathlib.Path("/airflow/passwords.json").write_text(json.dumps({"admin": os.environ["WARRAQ_ADMIN_PASSWORD"]}))
END
