/* Word documents: which members of the package are read, and in what order.
 *
 *  1. The body is what the package's relations name, and its styles, lists and notes what its own relations
 *     name; a package without relations has them under their usual names.
 *  2. Only the body must be there. Another member that is named but cannot be read makes the document
 *     damaged: without it headings and numbers would be wrong.
 *  3. Notes are read before the body, since their text goes where their mark is. */
#include "config.h"

#include "format/docx.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/hash.h>

#include "format/import.h"
#include "format/office_package.h"

static const char *const members[] = {
    "_rels/.rels",         "word/_rels/*.rels",   "word/document*.xml", "word/styles*.xml",
    "word/numbering*.xml", "word/footnotes*.xml", "word/endnotes*.xml", NULL,
};

enum part { PART_BODY, PART_STYLES, PART_NUMBERING, PART_FOOTNOTES, PART_ENDNOTES, PART_COUNT };

/* The ends of the types of relations, and the usual names. */
static const struct {
    const char *relation, *name;
} parts[PART_COUNT] = {
    [PART_BODY] = {"/officeDocument", "word/document.xml"},
    [PART_STYLES] = {"/styles", "word/styles.xml"},
    [PART_NUMBERING] = {"/numbering", "word/numbering.xml"},
    [PART_FOOTNOTES] = {"/footnotes", "word/footnotes.xml"},
    [PART_ENDNOTES] = {"/endnotes", "word/endnotes.xml"},
};

/* ---- relations ----------------------------------------------------------------------------------- */

static bool ends_with(const char *string, const char *end)
{
    const size_t len_bytes = strlen(string), end_bytes = strlen(end);

    return len_bytes >= end_bytes && strcmp(string + len_bytes - end_bytes, end) == 0;
}

/* A target is seen from the folder of the member that names it, or from the root. */
static char *resolve(struct arena *arena, const char *folder, const char *target)
{
    struct buffer name = {0};
    char *resolved;

    if (target[0] != '/')
        buffer_append_string(&name, folder);
    buffer_append_string(&name, target[0] == '/' ? target + 1 : target);
    resolved = arena_copy_bytes(arena, name.data, name.len_bytes);
    buffer_release(&name);
    return resolved;
}

static void take_relation(struct arena *arena, struct office_xml *xml, const char *folder,
                          enum part first, enum part last, const char **names)
{
    const char *type = office_xml_attribute(xml, OFFICE_OTHER, "Type");
    const char *target = office_xml_attribute(xml, OFFICE_OTHER, "Target");

    if (type == NULL || target == NULL || target[0] == '\0')
        return;
    for (enum part part = first; part <= last; part++) {
        if (ends_with(type, parts[part].relation))
            names[part] = resolve(arena, folder, target);
    }
}

/* Puts into names what the relations name, of the parts from first to last. */
static bool read_relations(struct arena *arena, const struct buffer *member, const char *folder,
                           enum part first, enum part last, const char **names,
                           enum wire_failure *failure)
{
    struct office_xml xml;
    enum office_xml_event event;

    if (member == NULL)
        return true;
    office_xml_open(&xml, member);
    while ((event = office_xml_next(&xml)) != OFFICE_OVER) {
        if (event == OFFICE_START && xml.space == OFFICE_RELATIONS &&
            strcmp(xml.name, "Relationship") == 0)
            take_relation(arena, &xml, folder, first, last, names);
    }
    return office_xml_close(&xml, failure);
}

/* "word/document.xml" has its relations in "word/_rels/document.xml.rels". */
static bool read_body_relations(struct arena *arena, const struct office_package *package,
                                const char **names, enum wire_failure *failure)
{
    const char *body = names[PART_BODY], *slash = strrchr(body, '/');
    const size_t folder_bytes = slash != NULL ? (size_t)(slash + 1 - body) : 0;
    const char *folder = arena_copy_bytes(arena, body, folder_bytes);
    struct buffer name = {0};
    bool ok;

    buffer_append_format(&name, "%s_rels/%s.rels", folder, body + folder_bytes);
    ok = read_relations(arena, office_package_find(package, name.data), folder, PART_STYLES,
                        PART_ENDNOTES, names, failure);
    buffer_release(&name);
    return ok;
}

/* ---- reading ------------------------------------------------------------------------------------- */

static bool read_part(struct docx *docx, enum part part, const struct buffer *member,
                      enum wire_failure *failure)
{
    switch (part) {
    case PART_STYLES:
        return docx_read_styles(docx, member, failure);
    case PART_NUMBERING:
        return docx_read_numbering(docx, member, failure);
    case PART_FOOTNOTES:
    case PART_ENDNOTES:
        return docx_read_notes(docx, member, part == PART_ENDNOTES, failure);
    default:
        return docx_read_body(docx, member, failure);
    }
}

static bool read_parts(struct docx *docx, const struct office_package *package,
                       enum wire_failure *failure)
{
    static const enum part order[] = {PART_STYLES, PART_NUMBERING, PART_FOOTNOTES, PART_ENDNOTES,
                                      PART_BODY};
    const char *names[PART_COUNT];

    for (size_t i = 0; i < PART_COUNT; i++)
        names[i] = parts[i].name;
    if (!read_relations(&docx->arena, office_package_find(package, "_rels/.rels"), "", PART_BODY,
                        PART_BODY, names, failure) ||
        !read_body_relations(&docx->arena, package, names, failure))
        return false;
    for (size_t i = 0; i < COUNT_OF(order); i++) {
        const struct buffer *member = office_package_find(package, names[order[i]]);

        if (member == NULL && order[i] == PART_BODY) {
            *failure = WIRE_DAMAGED;
            return false;
        }
        if (member != NULL && !read_part(docx, order[i], member, failure))
            return false;
    }
    return true;
}

static void init(struct docx *docx)
{
    *docx = (struct docx){
        .default_look = {DOCX_UNSAID, DOCX_UNSAID, DOCX_UNSAID, DOCX_UNSAID},
        .styles = xmlHashCreate(64),
        .numbering = {.lists = xmlHashCreate(16), .instances = xmlHashCreate(16)},
        .footnotes = xmlHashCreate(16),
        .endnotes = xmlHashCreate(16),
    };
    compose_init(&docx->compose, false);
}

static void release(struct docx *docx)
{
    xmlHashFree(docx->styles, NULL);
    xmlHashFree(docx->numbering.lists, NULL);
    xmlHashFree(docx->numbering.instances, NULL);
    xmlHashFree(docx->footnotes, NULL);
    xmlHashFree(docx->endnotes, NULL);
    compose_release(&docx->compose);
    arena_release(&docx->arena);
}

bool import_docx(struct import *import, enum wire_failure *failure)
{
    struct office_package package = {0};
    struct docx docx;
    bool ok;

    init(&docx);
    ok = office_package_read(&package, import->bytes, import->len_bytes, members, failure) &&
         read_parts(&docx, &package, failure) &&
         compose_finish(&docx.compose, &import->wire, failure);
    release(&docx);
    office_package_release(&package);
    return ok;
}
