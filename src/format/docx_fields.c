/* Fields of a docx: an instruction, and what it last came to. */
#include "config.h"

#include "format/docx_body.h"

#include <string.h>

static size_t kept(const struct docx_fields *fields)
{
    return fields->count < DOCX_FIELDS_MAX ? fields->count : DOCX_FIELDS_MAX;
}

static struct docx_field *innermost(struct docx_fields *fields)
{
    return fields->count == 0 || fields->count > DOCX_FIELDS_MAX
               ? NULL
               : &fields->items[fields->count - 1];
}

bool docx_in_instruction(const struct docx_fields *fields)
{
    for (size_t i = kept(fields); i > 0; i--) {
        if (fields->items[i - 1].in_instruction)
            return true;
    }
    return false;
}

bool docx_in_contents(const struct docx_fields *fields)
{
    for (size_t i = 0; i < kept(fields); i++) {
        if (fields->items[i].is_contents)
            return true;
    }
    return false;
}

void docx_take_field_char(struct docx_fields *fields, struct office_xml *xml)
{
    const char *type = office_xml_attribute(xml, OFFICE_WORD, "fldCharType");
    struct docx_field *field = innermost(fields);

    if (type == NULL)
        return;
    if (strcmp(type, "begin") == 0) {
        fields->count++;
        if (innermost(fields) != NULL)
            *innermost(fields) = (struct docx_field){.in_instruction = true};
    } else if (strcmp(type, "separate") == 0 && field != NULL) {
        field->in_instruction = false;
        field->is_contents = strncmp(field->instruction, "TOC", 3) == 0;
    } else if (strcmp(type, "end") == 0 && fields->count > 0) {
        fields->count--;
    }
}

void docx_take_instruction(struct docx_fields *fields, struct office_xml *xml)
{
    struct docx_field *field = innermost(fields);
    const unsigned depth = xml->depth;
    enum office_xml_event event;

    while (office_xml_next_within(xml, depth, &event)) {
        if (event != OFFICE_TEXT || field == NULL)
            continue;
        for (size_t i = 0; i < xml->len_bytes; i++) {
            if (xml->text[i] == ' ' && field->instruction_bytes == 0)
                continue;
            if (field->instruction_bytes + 1 == DOCX_INSTRUCTION_BYTES)
                break;
            field->instruction[field->instruction_bytes++] = xml->text[i];
        }
    }
}

void docx_end_instructions(struct docx_fields *fields)
{
    for (size_t i = 0; i < kept(fields); i++)
        fields->items[i].in_instruction = false;
}
