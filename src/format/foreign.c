/* Foreign documents: which of them the helper reads, and in what words it fails. */
#include "config.h"

#include "format/reader.h"

static const struct {
    const char *name;
    const char *what;    /* as a sentence begins after the file's name */
    const char *package; /* of Debian, that a build needs for its reader */
} formats[] = {
    [FORMAT_TEXT] = {"text", NULL, NULL},
    [FORMAT_DOCX] = {"docx", N_("is a Word document"), "libarchive-dev and libxml2-dev"},
    [FORMAT_ODT] = {"odt", N_("is an OpenDocument text"), "libarchive-dev and libxml2-dev"},
    [FORMAT_HTML] = {"html", N_("is a web page"), "libxml2-dev"},
    [FORMAT_PUBLICATION] = {"publication", N_("is an XML document"), "libxml2-dev"},
    [FORMAT_PDF] = {"pdf", N_("is a PDF file"), "libpoppler-glib-dev"},
};

const char *foreign_name(enum format_kind kind)
{
    return formats[kind].name;
}

static const char *failure_words(enum wire_failure failure)
{
    switch (failure) {
    case WIRE_DAMAGED:
        return _("but damaged, or not quite that: open it in the program it came from and save it "
                 "again");
    case WIRE_ENCRYPTED:
        return _(
            "but encrypted: open it in the program it came from and save it without a password");
    case WIRE_NO_TEXT:
        return _("but holds no text, only pictures perhaps: have its text recognised (OCR) first");
    case WIRE_TOO_LARGE:
        return _(
            "but far larger than it seems once it is unpacked: ask whoever sent it for the text");
    case WIRE_TOO_DEEP:
        return _("but nested deeper than any real one: ask whoever sent it for the text");
    case WIRE_FORBIDDEN:
        return _(
            "but made in a way that no word processor does, perhaps to harm: ask whoever sent it "
            "for the text");
    case WIRE_NOT_BUILT:
    case WIRE_FAILURE_COUNT:
        break;
    }
    return NULL;
}

static bool fail(const char *name, enum format_kind kind, const char *words, struct error *error)
{
    /* TRANSLATORS: what the file is, and what is wrong with it: "is a PDF file, but encrypted: …" */
    return error_set(error, ERROR_INPUT, name, _("%s, %s"), _(formats[kind].what), words);
}

static bool fail_on_wire(const char *name, enum format_kind kind, enum wire_failure failure,
                         struct error *error)
{
    const char *words = failure_words(failure);

    if (words != NULL)
        return fail(name, kind, words, error);
    return error_set(error, ERROR_INPUT, name,
                     _("%s, and this kantlijn was built without a reader for it: install %s and "
                       "build it again, or convert the file to plain text"),
                     _(formats[kind].what), formats[kind].package);
}

static bool judge(const char *name, enum format_kind kind, enum helper_end end,
                  const struct wire_reader *wire, struct error *error)
{
    switch (end) {
    case HELPER_DONE:
        if (wire->state == WIRE_FAILED)
            return fail_on_wire(name, kind, wire->failure, error);
        return wire->event_count > 0 || fail_on_wire(name, kind, WIRE_NO_TEXT, error);
    case HELPER_MISSING:
        return fail(
            name, kind,
            _("and kantlijn-import, which reads it, does not start: install kantlijn again"),
            error);
    case HELPER_DIED:
        return fail(
            name, kind,
            _("but its reader gave up on it: open it in the program it came from and save it "
              "again"),
            error);
    case HELPER_SLOW:
        return fail(name, kind,
                    _("but reading it took longer than 30 seconds: convert it to plain text"),
                    error);
    case HELPER_FLOODS:
        return fail(name, kind, failure_words(WIRE_TOO_LARGE), error);
    case HELPER_UNFED:
        break;
    }
    return false;
}

bool foreign_read(enum format_kind kind, const char *name, const struct helper_job *job,
                  struct report_builder *builder, struct error *error)
{
    struct wire_reader wire = {.builder = builder};
    struct helper_job named = *job;
    enum helper_end end;
    bool read;

    named.format = formats[kind].name;
    end = helper_run(&named, &wire, error);
    read = judge(name, kind, end, &wire, error);
    wire_reader_release(&wire);
    return read;
}
