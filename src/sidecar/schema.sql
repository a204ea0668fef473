-- The sidecar's tables, version 2. kantlijn(5) says the same for readers.
--
-- Version 1 had the statements before the line "Since version 2" and no others: such files are read as
-- they are, and get the others with the first change (schema.c).
--
-- Statements begin with CREATE at the start of a line and end with a semicolon at the end of one;
-- comments stand between statements, never inside one, because SQLite stores a statement word for
-- word and opening compares what is stored with what stands here. A change of any statement is a new
-- user_version with a migration, and a file of the old version among the tests.
--
-- Ids are UUIDs (version 7) in 36 small letters and digits. Times are milliseconds since 1970 UTC.
-- Positions are code points of the snapshot's text, from 0, end exclusive.

-- ==== Truth: what was written. Rows are added here, never changed and never taken away. ============

-- One change of one field of one object. Its rules stand at the top of log.c.
--   sequence     order of arrival in this file; another copy of the log may have another
--   clock_ms, clock_count
--                hybrid logical clock: above every edit that its author had seen (at most 24 hours
--                ahead of the wall clock, unless it names an edit that is)
--   author       who wrote it
--   action       one thing a reader did, undone as a whole; may be several edits
--   object       the note, stance, correction or meeting that it changes. There is one meeting a file,
--                the object 6d656574-696e-7000-8000-000000000000
--   type         what the object is: note, stance, correction or meeting. A column and not a field, so
--                that an edit can be understood alone and nobody can change what an object is
--   field        of a note: anchor, kind, body, deleted; of a stance: anchor, actor, stance, deleted;
--                of a correction: anchor (a block as a whole), reading, deleted; of the meeting: held,
--                deleted
--   undoes       the edit that this one takes back; such an edit has no value
--   value        the field's new value. anchor: a JSON object {snapshot, on_item, item: {index,
--                number, title}, start, end, quote, prefix, suffix}. stance: support, oppose,
--                conditional, reserve, neutral. reading: heading N (1 to 6), paragraph, part DOMAIN.
--                held: a JSON object {date_from, date_to, place}. deleted: yes or no. Last, so that a
--                long text is not read where only the edit's place in the log is asked for
CREATE TABLE edit (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    clock_ms INTEGER NOT NULL CHECK (clock_ms BETWEEN 0 AND 253402300799999),
    clock_count INTEGER NOT NULL CHECK (clock_count BETWEEN 0 AND 4294967295),
    author TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    type TEXT NOT NULL,
    field TEXT NOT NULL,
    undoes TEXT REFERENCES edit (id) DEFERRABLE INITIALLY DEFERRED,
    value TEXT
) STRICT;
CREATE INDEX edit_by_object ON edit (object);
CREATE INDEX edit_by_action ON edit (action);
CREATE INDEX edit_by_author ON edit (author, clock_ms, clock_count, id);
CREATE INDEX edit_by_clock ON edit (clock_ms, clock_count);
CREATE INDEX edit_by_undoes ON edit (undoes) WHERE undoes IS NOT NULL;

-- The edits that the author of an edit had before his eyes and meant to replace. A deletion also
-- lists the edits of the object's other fields.
CREATE TABLE edit_replaces (
    edit TEXT NOT NULL REFERENCES edit (id) DEFERRABLE INITIALLY DEFERRED,
    replaced TEXT NOT NULL REFERENCES edit (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (edit, replaced)
) STRICT, WITHOUT ROWID;
CREATE INDEX edit_replaces_by_replaced ON edit_replaces (replaced);

-- A text that anchors count in, as it was when they were made.
--   reader, reader_version
--                what made the text from the report: another reader makes another text
CREATE TABLE snapshot (
    id TEXT PRIMARY KEY NOT NULL,
    made_ms INTEGER NOT NULL,
    report_name TEXT NOT NULL,
    reader TEXT NOT NULL,
    reader_version INTEGER NOT NULL,
    length_bytes INTEGER NOT NULL CHECK (length_bytes >= 0)
) STRICT;

-- Its text in pieces of at most 1 MB, numbered from 0, cut at any byte.
CREATE TABLE snapshot_chunk (
    snapshot TEXT NOT NULL REFERENCES snapshot (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL CHECK (number >= 0),
    bytes BLOB NOT NULL,
    UNIQUE (snapshot, number)
) STRICT;

-- ==== Derived: what the log adds up to. May be thrown away: `kantlijn check --repair` rebuilds it. ==

-- Notes that are there. body is the newest of several counting bodies; created is the clock of the
-- first edit, modified that of the newest one that counts. Where the anchor is no proper JSON its
-- columns are empty, and the note is shown as an orphan.
CREATE TABLE note (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    author TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    created_count INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    deleted_elsewhere INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    on_item INTEGER NOT NULL,
    item_index INTEGER NOT NULL,
    item_number TEXT,
    item_title TEXT,
    start_points INTEGER NOT NULL,
    end_points INTEGER NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL
) STRICT;

-- Stance tags that are there; the same columns with actor and stance for kind and body.
CREATE TABLE stance (
    id TEXT PRIMARY KEY NOT NULL,
    actor TEXT NOT NULL,
    stance TEXT NOT NULL,
    author TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    created_count INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    deleted_elsewhere INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    on_item INTEGER NOT NULL,
    item_index INTEGER NOT NULL,
    item_number TEXT,
    item_title TEXT,
    start_points INTEGER NOT NULL,
    end_points INTEGER NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL
) STRICT;

-- The edits whose different values of one field count at once.
CREATE TABLE conflicting_value (
    object TEXT NOT NULL,
    field TEXT NOT NULL,
    edit TEXT NOT NULL,
    PRIMARY KEY (object, field, edit)
) STRICT, WITHOUT ROWID;

-- The edits that are not in force.
CREATE TABLE undone (
    object TEXT NOT NULL,
    edit TEXT NOT NULL,
    PRIMARY KEY (object, edit)
) STRICT, WITHOUT ROWID;

-- Since version 2

-- What a reader put right in the outline: what a block is. The anchor's columns are those of note.
CREATE TABLE correction (
    id TEXT PRIMARY KEY NOT NULL,
    reading TEXT NOT NULL,
    author TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    created_count INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    deleted_elsewhere INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    on_item INTEGER NOT NULL,
    item_index INTEGER NOT NULL,
    item_number TEXT,
    item_title TEXT,
    start_points INTEGER NOT NULL,
    end_points INTEGER NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL
) STRICT;

-- When and where the meeting was, as a reader set it; NULL where he did not.
CREATE TABLE meeting (
    id TEXT PRIMARY KEY NOT NULL,
    date_from TEXT,
    date_to TEXT,
    place TEXT,
    author TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    created_count INTEGER NOT NULL,
    modified_ms INTEGER NOT NULL,
    deleted_elsewhere INTEGER NOT NULL
) STRICT;
