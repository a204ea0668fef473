/* The words of the schemas of official publications, of both roots. */
#include "config.h"

#include "format/publication.h"

#include <stdlib.h>
#include <string.h>

struct named {
    const char *name;
    enum publication_kind kind;
};

/* In the order of strcmp. */
static const struct named names[] = {
    {"achternaam", PUBLICATION_SPACED},
    {"al", PUBLICATION_LINE},
    {"al-groep", PUBLICATION_GROUP},
    {"algemeen", PUBLICATION_GROUP},
    {"bijlage", PUBLICATION_ANNEX},
    {"body", PUBLICATION_GROUP},
    {"colspec", PUBLICATION_SILENT},
    {"datum", PUBLICATION_INLINE},
    {"divisie", PUBLICATION_DIVISION},
    {"dossier", PUBLICATION_GROUP},
    {"dossiernr", PUBLICATION_SPACED},
    {"dossiernummer", PUBLICATION_CERTAIN},
    {"entry", PUBLICATION_CELL},
    {"extref", PUBLICATION_INLINE},
    {"functie", PUBLICATION_CERTAIN},
    {"illustratie", PUBLICATION_SILENT},
    {"inf", PUBLICATION_INLINE},
    {"intref", PUBLICATION_INLINE},
    {"kamerstukkop", PUBLICATION_SILENT},
    {"kop", PUBLICATION_HEADING},
    {"label", PUBLICATION_SUBTITLE},
    {"li", PUBLICATION_ITEM},
    {"li.nr", PUBLICATION_ITEM_NUMBER},
    {"lijst", PUBLICATION_LIST},
    {"ltrlabel", PUBLICATION_OPENING},
    {"metadata", PUBLICATION_SILENT},
    {"naam", PUBLICATION_CERTAIN},
    {"nadruk", PUBLICATION_EMPHASIS},
    {"noot", PUBLICATION_NOTE},
    {"nootref", PUBLICATION_NOTE_MARK},
    {"nr", PUBLICATION_SUBTITLE},
    {"nummer", PUBLICATION_CLOSING},
    {"officiele-inhoudsopgave", PUBLICATION_SILENT},
    {"ondernummer", PUBLICATION_INLINE},
    {"ordernr", PUBLICATION_SILENT},
    {"plaatje", PUBLICATION_SILENT},
    {"row", PUBLICATION_ROW},
    {"stuk", PUBLICATION_GROUP},
    {"stuknr", PUBLICATION_CERTAIN},
    {"subtitel", PUBLICATION_SUBTITLE},
    {"sup", PUBLICATION_INLINE},
    {"table", PUBLICATION_TABLE},
    {"tekst", PUBLICATION_GROUP},
    {"tgroup", PUBLICATION_TABLE_GROUP},
    {"thead", PUBLICATION_TABLE_HEAD},
    {"titel", PUBLICATION_TITLE},
    {"title", PUBLICATION_CAPTION},
    {"tuskop", PUBLICATION_FLAT},
    {"tussenkop", PUBLICATION_FLAT},
    {"vergjaar", PUBLICATION_SILENT},
    {"versie", PUBLICATION_SILENT},
    {"voetnoot", PUBLICATION_NOTE_AWAY},
    {"voetref", PUBLICATION_NOTE_MARK},
    {"voornaam", PUBLICATION_SPACED},
    {"vrije-tekst", PUBLICATION_GROUP},
    {"witreg", PUBLICATION_SILENT},
};

static int compare_name(const void *name, const void *named)
{
    return strcmp(name, ((const struct named *)named)->name);
}

enum publication_kind publication_kind_of(const xmlNode *node)
{
    const struct named *found =
        bsearch(markup_name(node), names, COUNT_OF(names), sizeof names[0], compare_name);

    return found != NULL ? found->kind : PUBLICATION_OTHER;
}

bool publication_is_named(const xmlNode *node, const char *name)
{
    return node != NULL && node->type == XML_ELEMENT_NODE && strcmp(markup_name(node), name) == 0;
}

xmlNodePtr publication_child(const xmlNode *node, const char *name)
{
    enum { CHILDREN_MAX = 64 };
    xmlNodePtr child = node->children;

    for (unsigned i = 0; i < CHILDREN_MAX && child != NULL; i++, child = child->next) {
        if (publication_is_named(child, name))
            return child;
    }
    return NULL;
}

/* What stands between paragraphs is told apart by how it is printed: bold above italic above the rest. */
unsigned publication_flat_rank(const xmlNode *node)
{
    static const char *const attributes[] = {"kopopmaak", "letat", "opmaak"};
    const char *print = NULL;

    for (size_t i = 0; i < COUNT_OF(attributes) && print == NULL; i++)
        print = markup_attribute(node, attributes[i]);
    if (print == NULL || strstr(print, "vet") != NULL)
        return 0;
    return strstr(print, "cur") != NULL ? 1 : 2;
}
