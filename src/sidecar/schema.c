/* The schema's statements, the versions they came with, and bringing an older file up to date.
 *
 * What is always true:
 *  1. A version adds statements and changes none: a file of version N has exactly those that came with
 *     N or before.
 *  2. Reading never migrates. The first change of an older file does, inside its own transaction: it and
 *     the change are both there or neither is.
 *  3. The log says what the new tables hold; an older file whose log has edits of a type that is new (it
 *     kept them without knowing them) shows them from then on. */
#include "config.h"

#include "sidecar/log.h"

#include <stdlib.h>
#include <string.h>

#include "sidecar/schema.sql.h"

const char *schema_text(void)
{
    return schema_sql;
}

bool schema_next(const char **at, struct schema_statement *statement)
{
    static const char since[] = "\n-- Since version ";
    const char *end;

    if (*at == NULL) {
        *at = schema_sql;
        statement->since = 1;
    }
    statement->sql = strstr(*at, "\nCREATE ");
    if (statement->sql == NULL)
        return false;
    for (const char *line = *at; (line = strstr(line, since)) != NULL && line < statement->sql;) {
        line += sizeof since - 1;
        statement->since = (int)strtol(line, NULL, 10);
    }
    end = strstr(++statement->sql, ";\n");
    statement->sql_bytes = (size_t)(end - statement->sql);
    *at = end;
    return true;
}

bool schema_version(struct sidecar *sidecar, int *version, struct error *error)
{
    struct query query = query_begin(sidecar, "PRAGMA user_version", error);
    int64_t found = 0;

    if (query_next(&query))
        found = query_integer(&query, 0);
    if (!query_end(&query))
        return false;
    *version = (int)found;
    return guard_check_version(sidecar, (uint32_t)found, error);
}

static bool add_tables(struct sidecar *sidecar, int from, struct error *error)
{
    const char *at = NULL;
    struct schema_statement statement;
    bool added = true;

    while (added && schema_next(&at, &statement)) {
        char *sql;

        if (statement.since <= from)
            continue;
        sql = base_copy_bytes(statement.sql, statement.sql_bytes);
        added = store_execute(sidecar, sql, error);
        free(sql);
    }
    return added;
}

static bool derive_new_types(struct sidecar *sidecar, struct error *error)
{
    struct query query = query_begin(
        sidecar, "SELECT DISTINCT object FROM edit WHERE type IN ('correction', 'meeting')", error);
    bool derived = true;

    while (derived && query_next(&query)) {
        const char *object = query_text(&query, 0, NULL);

        derived = object == NULL || derive_object(sidecar, object, error);
    }
    return query_end(&query) && derived;
}

bool schema_migrate(struct sidecar *sidecar, struct error *error)
{
    struct buffer sql = {0};
    int version;
    bool migrated;

    if (!schema_version(sidecar, &version, error))
        return false;
    if (version == SIDECAR_VERSION)
        return true;
    buffer_append_format(&sql, "PRAGMA user_version = %d", SIDECAR_VERSION);
    migrated = add_tables(sidecar, version, error) && store_execute(sidecar, sql.data, error) &&
               derive_new_types(sidecar, error);
    buffer_release(&sql);
    return migrated;
}
