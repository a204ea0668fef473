#!/usr/bin/env python3
"""Gives a sidecar many notes: copies of those it has, each with ids of its own.

    gen-notes.py SIDECAR COUNT

Only the log is written; `kantlijn check --repair` then makes the tables from it. Adding each note by the
command line would take minutes and measure nothing else."""
import sqlite3
import sys
import uuid

COLUMNS = "clock_ms, clock_count, author, type, field, value"


def copy_notes(sidecar, count):
    objects = [row[0] for row in sidecar.execute("SELECT id FROM note ORDER BY id")]
    edits = {
        name: sidecar.execute(f"SELECT {COLUMNS} FROM edit WHERE object = ? ORDER BY sequence", (name,)).fetchall()
        for name in objects
    }
    latest_ms = sidecar.execute("SELECT max(clock_ms) FROM edit").fetchone()[0]
    for number in range(count - len(objects)):
        # version 7, as all ids in the log; made from the number, so that two runs make the same
        made = [f"{latest_ms + number:012x}"[:8] + "-" + f"{latest_ms + number:012x}"[8:] + "-7"
                + f"{part:03x}-8000-" + uuid.uuid5(uuid.NAMESPACE_OID, f"{number}.{part}").hex[:12]
                for part in range(16)]
        for part, edit in enumerate(edits[objects[number % len(objects)]]):
            sidecar.execute(
                f"INSERT INTO edit (id, action, object, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (made[part + 2], made[0], made[1], latest_ms + number + 1, part) + edit[2:])


if __name__ == "__main__":
    with sqlite3.connect(sys.argv[1]) as connection:
        copy_notes(connection, int(sys.argv[2]))
