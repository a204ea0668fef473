/* PDF: poppler's characters become words; pdf_layout.h tells how words become blocks.
 *
 *  1. Poppler gives a page's text with one rectangle for each character and the looks of ranges of
 *     characters. Where the three disagree in length, the shortest counts.
 *  2. What poppler complains about is not printed; it reads what it can, and so do we.
 *  3. Pages, words and bytes have caps (pdf_layout.h); time and memory have those of the process.
 *  4. Only characters that lie side by side are text; what stands on its side (stamps in a margin) is not. */
#include "config.h"

#include "format/import.h"

#include <poppler.h>
#include <string.h>

#include "format/pdf_layout.h"

/* ---- a page's characters ------------------------------------------------------------------------- */

struct characters {
    char *text;
    PopplerRectangle *boxes;
    guint count;
    GList *looks; /* of PopplerTextAttributes, in order */
};

/* What the word that is being made looks like so far. */
struct pending_word {
    struct pdf_word word;
    struct buffer text;
    PopplerRectangle first, last; /* characters' boxes */
    bool sideways;
    bool after_space;
};

static bool contains_any(const char *name, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strstr(name, parts[i]) != NULL)
            return true;
    }
    return false;
}

/* A font tells its weight by its name alone; CM…, SF…BX and the like are TeX's. */
static bool is_bold(const char *font_name)
{
    static const char *const weights[] = {"Bold", "bold", "BOLD", "Black",  "Heavy",
                                          "Demi", "-Bd",  "CMBX", "CMSSBX", "SFBX"};

    return font_name != NULL && contains_any(font_name, weights, COUNT_OF(weights));
}

static uint8_t flags_of(const PopplerTextAttributes *looks)
{
    if (looks == NULL)
        return 0;
    return (uint8_t)((is_bold(looks->font_name) ? PDF_BOLD : 0) |
                     (looks->is_underlined ? PDF_UNDERLINED : 0));
}

/* ---- characters become words --------------------------------------------------------------------- */

static bool is_blank(gunichar c)
{
    return c <= 0x20 || c == 0x7F || (c >= 0x80 && c <= 0xA0) || c == 0x3000 || c == 0xFEFF ||
           (c >= 0x2000 && c <= 0x200B) || (c >= 0x2028 && c <= 0x202F);
}

/* The bullets of symbol fonts have no character of their own. */
static gunichar known_character(gunichar c)
{
    return c >= 0xE000 && c <= 0xF8FF ? 0x2022 : c;
}

static const char *ligature(gunichar c)
{
    static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};

    return c >= 0xFB00 && c <= 0xFB06 ? letters[c - 0xFB00] : NULL;
}

static bool end_word(struct pdf_document *document, struct pending_word *pending)
{
    bool fits = true;

    if (pending->text.len_bytes > 0 && !pending->sideways) {
        pending->word.len_bytes = (uint16_t)pending->text.len_bytes;
        fits = pdf_word_add(document, &pending->word, pending->text.data);
    }
    buffer_clear(&pending->text);
    pending->sideways = false;
    pending->after_space = false;
    return fits;
}

static void begin_word(struct pending_word *pending, const PopplerRectangle *box,
                       const PopplerTextAttributes *looks)
{
    const double size = looks != NULL ? looks->font_size : box->y2 - box->y1;

    pending->word = (struct pdf_word){
        .x0 = (float)box->x1,
        .x1 = (float)box->x2,
        .y0 = (float)box->y1,
        .y1 = (float)box->y2,
        .size = size > 0.1 && size < 10000 ? (float)size : 0.1F,
        .flags = (uint8_t)(flags_of(looks) | (pending->after_space ? PDF_SPACE_BEFORE : 0)),
    };
}

static void add_character(struct pending_word *pending, gunichar c, const PopplerRectangle *box)
{
    char bytes[8];

    if (pending->text.len_bytes == 0)
        pending->first = *box;
    if (ligature(c) != NULL)
        buffer_append_string(&pending->text, ligature(c));
    else
        buffer_append(&pending->text, bytes, (size_t)g_unichar_to_utf8(known_character(c), bytes));
    pending->last = *box;
    if ((float)box->x2 > pending->word.x1)
        pending->word.x1 = (float)box->x2;
}

/* Poppler puts nothing between words that it takes for cells of a table. */
static bool follows(const struct pending_word *pending, const PopplerRectangle *box)
{
    const double gap = box->x1 - pending->last.x2;

    return (float)box->y1 < pending->word.y1 && (float)box->y2 > pending->word.y0 &&
           box->x2 > pending->last.x1 && gap < 0.5 * (double)pending->word.size;
}

/* "(b)", "(12)" */
static bool is_label(const struct buffer *text)
{
    const size_t end = text->len_bytes;

    if (end < 3 || end > 4 || text->data[0] != '(' || text->data[end - 1] != ')')
        return false;
    for (size_t i = 1; i + 1 < end; i++) {
        if (!g_ascii_isdigit(text->data[i]) && !(end == 3 && g_ascii_islower(text->data[i])))
            return false;
    }
    return true;
}

/* A list's label that is about as wide as its indent leaves a gap that poppler takes for a part of its
 * last character; but brackets are as wide as each other. */
static bool ends_label(const struct pending_word *pending, gunichar c, const PopplerRectangle *box)
{
    const double bracket = pending->first.x2 - pending->first.x1;
    const double gap = box->x1 - (pending->last.x1 + bracket);

    return g_unichar_isalpha(c) && gap > 0.03 * (double)pending->word.size &&
           is_label(&pending->text);
}

/* Characters of one word that stand below each other. */
static bool is_sideways(const struct pending_word *pending, const PopplerRectangle *box)
{
    const double shift = box->x1 - pending->last.x1, size = (double)pending->word.size;

    return shift < 0.2 * size && shift > -0.2 * size &&
           (box->y1 >= pending->last.y2 - 0.1 * size || box->y2 <= pending->last.y1 + 0.1 * size);
}

static bool is_usable(const PopplerRectangle *box)
{
    const double most = 1e6;

    return box->x1 > -most && box->x2 < most && box->y1 > -most && box->y2 < most &&
           box->x2 >= box->x1 && box->y2 >= box->y1;
}

static bool add_characters(struct pdf_document *document, const struct characters *characters)
{
    enum { WORD_MAX_BYTES = 4096 };
    struct pending_word pending = {0};
    const GList *looks = characters->looks;
    const char *at = characters->text;
    bool fits = true;

    for (guint i = 0; fits && i < characters->count && *at != '\0'; i++) {
        const gunichar c = g_utf8_get_char(at);
        const PopplerRectangle *box = &characters->boxes[i];

        at = g_utf8_next_char(at);
        while (looks != NULL && ((PopplerTextAttributes *)looks->data)->end_index < (gint)i) {
            const bool after_space = pending.after_space;

            fits = fits && end_word(document, &pending);
            pending.after_space = after_space;
            looks = looks->next;
        }
        if (is_blank(c) || !is_usable(box)) {
            fits = fits && end_word(document, &pending);
            pending.after_space = true;
            continue;
        }
        if (pending.text.len_bytes > 0) {
            pending.sideways = pending.sideways || is_sideways(&pending, box);
            if (pending.text.len_bytes >= WORD_MAX_BYTES ||
                (!pending.sideways && !follows(&pending, box)))
                fits = fits && end_word(document, &pending);
        }
        if (pending.text.len_bytes > 0 && ends_label(&pending, c, box)) {
            fits = fits && end_word(document, &pending);
            pending.after_space = true;
        }
        if (pending.text.len_bytes == 0)
            begin_word(&pending, box, looks != NULL ? looks->data : NULL);
        add_character(&pending, c, box);
    }
    fits = fits && end_word(document, &pending);
    buffer_release(&pending.text);
    return fits;
}

/* ---- pages --------------------------------------------------------------------------------------- */

static bool read_page(struct pdf_document *document, PopplerPage *page)
{
    struct characters characters = {.text = poppler_page_get_text(page)};
    double width = 0, height = 0;
    bool fits = true;

    poppler_page_get_size(page, &width, &height);
    if (characters.text != NULL && g_utf8_validate(characters.text, -1, NULL) &&
        poppler_page_get_text_layout(page, &characters.boxes, &characters.count)) {
        characters.looks = poppler_page_get_text_attributes(page);
        fits = add_characters(document, &characters);
        poppler_page_free_text_attributes(characters.looks);
    }
    g_free(characters.boxes);
    g_free(characters.text);
    pdf_page_end(document, (float)width, (float)height);
    return fits;
}

static bool read_pages(struct pdf_document *document, PopplerDocument *pdf,
                       enum wire_failure *failure)
{
    const int page_count = poppler_document_get_n_pages(pdf);

    *failure = WIRE_TOO_LARGE;
    if (page_count > PDF_PAGES_MAX)
        return false;
    for (int i = 0; i < page_count; i++) {
        PopplerPage *page = poppler_document_get_page(pdf, i);
        bool fits;

        if (page == NULL)
            continue;
        fits = read_page(document, page);
        g_object_unref(page);
        if (!fits)
            return false;
    }
    return true;
}

/* ---- the document -------------------------------------------------------------------------------- */

static GLogWriterOutput keep_quiet(GLogLevelFlags level, const GLogField *fields, gsize field_count,
                                   gpointer context)
{
    (void)level, (void)fields, (void)field_count, (void)context;
    return G_LOG_WRITER_HANDLED;
}

static void silence(void)
{
    static bool silent;

    if (!silent)
        g_log_set_writer_func(keep_quiet, NULL, NULL);
    silent = true;
}

static PopplerDocument *open_document(const struct import *import, enum wire_failure *failure)
{
    GBytes *bytes = g_bytes_new_static(import->bytes, import->len_bytes);
    GError *error = NULL;
    PopplerDocument *pdf = poppler_document_new_from_bytes(bytes, NULL, &error);

    g_bytes_unref(bytes);
    *failure = error != NULL && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)
                   ? WIRE_ENCRYPTED
                   : WIRE_DAMAGED;
    g_clear_error(&error);
    return pdf;
}

bool import_pdf(struct import *import, enum wire_failure *failure)
{
    struct pdf_document document = {0};
    PopplerDocument *pdf;
    bool done;

    silence();
    pdf = open_document(import, failure);
    if (pdf == NULL)
        return false;
    done = read_pages(&document, pdf, failure);
    g_object_unref(pdf);
    if (done) {
        *failure = WIRE_NO_TEXT;
        done = pdf_write(&document, &import->wire);
    }
    pdf_document_release(&document);
    return done;
}
