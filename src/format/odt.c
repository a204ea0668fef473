/* OpenDocument texts: the members of the package, and the parts of each.
 *
 *  1. Nothing is read of a package whose manifest says that anything in it is encrypted.
 *  2. content.xml must be there; without styles.xml its styles inherit nothing.
 *  3. The automatic styles of styles.xml belong to headers and footers, which are not read. */
#include "config.h"

#include "format/odt.h"

#include <libxml/hash.h>

#include "format/import.h"
#include "format/office_package.h"

static const char *const members[] = {"META-INF/manifest.xml", "content.xml", "styles.xml", NULL};

static bool check_manifest(const struct buffer *member, enum wire_failure *failure)
{
    struct office_xml xml;
    enum office_xml_event event;

    if (member == NULL)
        return true;
    office_xml_open(&xml, member);
    while ((event = office_xml_next(&xml)) != OFFICE_OVER) {
        if (event == OFFICE_START && odt_is(&xml, ODF_MANIFEST, "encryption-data"))
            office_xml_fail(&xml, WIRE_ENCRYPTED);
    }
    return office_xml_close(&xml, failure);
}

/* The root's children: styles, then the body. */
static bool read_member(struct odt *odt, const struct buffer *member, bool is_content,
                        enum wire_failure *failure)
{
    struct office_xml xml;
    enum office_xml_event event;

    office_xml_open(&xml, member);
    while ((event = office_xml_next(&xml)) != OFFICE_OVER) {
        if (event != OFFICE_START || xml.depth == 1)
            continue;
        if (odt_is(&xml, ODF_OFFICE, is_content ? "automatic-styles" : "styles"))
            odt_read_styles(odt, &xml);
        else if (odt_is(&xml, ODF_OFFICE, "text") && is_content)
            odt_read_body(odt, &xml);
        else if (!odt_is(&xml, ODF_OFFICE, "body"))
            office_xml_skip(&xml);
    }
    return office_xml_close(&xml, failure);
}

static bool read_members(struct odt *odt, const struct office_package *package,
                         enum wire_failure *failure)
{
    const struct buffer *content = office_package_find(package, "content.xml");
    const struct buffer *styles = office_package_find(package, "styles.xml");

    if (!check_manifest(office_package_find(package, "META-INF/manifest.xml"), failure))
        return false;
    if (content == NULL) {
        *failure = WIRE_DAMAGED;
        return false;
    }
    return (styles == NULL || read_member(odt, styles, false, failure)) &&
           read_member(odt, content, true, failure);
}

static void init(struct odt *odt)
{
    *odt = (struct odt){
        .default_look = {ODT_UNSAID, ODT_UNSAID, ODT_UNSAID, ODT_UNSAID, ODT_UNSAID},
        .styles = {xmlHashCreate(64), xmlHashCreate(64)},
        .list_styles = xmlHashCreate(16),
        .lists = xmlHashCreate(16),
    };
    compose_init(&odt->compose, true);
}

static void release(struct odt *odt)
{
    for (size_t i = 0; i < ODT_FAMILIES; i++)
        xmlHashFree(odt->styles[i], NULL);
    xmlHashFree(odt->list_styles, NULL);
    xmlHashFree(odt->lists, NULL);
    compose_release(&odt->compose);
    arena_release(&odt->arena);
}

bool import_odt(struct import *import, enum wire_failure *failure)
{
    struct office_package package = {0};
    struct odt odt;
    bool ok;

    init(&odt);
    ok = office_package_read(&package, import->bytes, import->len_bytes, members, failure) &&
         read_members(&odt, &package, failure) &&
         compose_finish(&odt.compose, &import->wire, failure);
    release(&odt);
    office_package_release(&package);
    return ok;
}
