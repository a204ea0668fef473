/* Sequences of numbers, and of headings without numbers.
 *
 *  1. Parts, items, sub-items and the list in hand each have one sequence. A part ends the
 *     sub-items, but not the items, whose numbering runs on; an item ends sub-items. What has a
 *     number ends the list; over a heading without one numbered paragraphs run on.
 *  2. A part is numbered in roman, in capitals, not at all, or (with a word of the vocabulary)
 *     in digits; in the last case its items are 1.1, 1.2 … Items have digits, or capitals, or under
 *     parts in capitals roman numerals. Where the items of one part begin again (the mixed
 *     committee's), those of the next may go on from the part before it.
 *  3. Other business without a number is a part only where parts have no numbers and items have them,
 *     but no names ("Agendapunt 3").
 *     Items are numbered or they are not: one style holds for the report, but for those whose words
 *     alone tell them (other business, lunches). Without a number only a line in a part is an item;
 *     outside parts it is a section.
 *  4. A sub-item needs an open item. "2a" is one where item 2 is open, and an item where item 1
 *     is. A dash begins one only under other business, be that an item or a part.
 *  5. A section that the format's level does not put below the open part or item ends it, as in
 *     assemble.c. A number that runs on does so over it; but nothing stands under what has ended.
 *  6. After an annex come only annexes. */
#include "config.h"

#include "report/sequence.h"

/* ---- levels ---------------------------------------------------------------------------------- */

/* A format's level agrees with that of the likes before, or it does not. */
static evidence_set compare_levels(unsigned had, unsigned level)
{
    if (had == 0 || level == 0)
        return 0;
    return EVIDENCE_BIT(had == level ? EVIDENCE_LEVEL_AGREES : EVIDENCE_LEVEL_DIFFERS);
}

/* One that is not below its like stands out, whatever the likes of its own kind. */
static evidence_set compare_with_outer(unsigned outer, unsigned level)
{
    return outer > 0 && level > 0 && level <= outer ? EVIDENCE_BIT(EVIDENCE_LEVEL_DIFFERS) : 0;
}

static void end_subitems(struct sequence *to)
{
    to->subitem_style = to->subitem = 0;
}

static void end_part(struct sequence *to)
{
    to->part_open = to->item_open = to->item_rank = 0;
    end_subitems(to);
}

/* A heading without a level of the format goes with the one it stands under. */
static uint16_t rank_of(const struct line_facts *line, unsigned outer)
{
    return (uint16_t)(line->level > 0 ? line->level : outer);
}

/* Whether a section of that level ends an item or part of that rank. */
static bool ends(unsigned level, unsigned rank)
{
    return level == 0 || rank >= level;
}

/* What a section ends; assemble.c closes the same. */
static void end_for_section(struct sequence *to, unsigned level)
{
    if (to->part_open && ends(level, to->part_level))
        end_part(to);
    else if (to->item_open && ends(level, to->item_rank))
        to->item_open = to->item_rank = 0;
    if (!to->item_open)
        end_subitems(to);
}

static void end_list(struct sequence *to)
{
    to->list_style = to->list = 0;
}

/* ---- parts ----------------------------------------------------------------------------------- */

static bool may_be_part(const struct sequence *from, unsigned style, enum word word)
{
    const bool part_word = vocabulary_is_part(word) && word != WORD_OTHER_BUSINESS;

    if (style == NUMBER_RUN_IN)
        return !from->has_part || from->part_style == NUMBER_RUN_IN;
    if (style == NUMBER_ROMAN || style == NUMBER_UPPER || part_word)
        return style == NUMBER_NONE || style == NUMBER_ROMAN || style == NUMBER_UPPER ||
               style == NUMBER_ARABIC;
    if (style == NUMBER_ARABIC)
        return from->has_part && from->part_style == NUMBER_ARABIC;
    return style == NUMBER_NONE && word == WORD_OTHER_BUSINESS;
}

static bool read_as_part(const struct sequence *from, const struct numbering *number,
                         const struct line_facts *line, struct sequence *to, evidence_set *set)
{
    unsigned style = number != NULL ? number->style : NUMBER_NONE;
    unsigned value = number != NULL ? number->value : 0;

    if (!may_be_part(from, style, line->words.whole))
        return false;
    to->has_part = to->part_is_fresh = to->part_open = 1;
    to->item_open = to->item_rank = 0;
    to->part_style = (uint16_t)style;
    to->part = (uint16_t)value;
    to->part_level = (uint16_t)line->level;
    to->other_business = line->words.whole == WORD_OTHER_BUSINESS;
    to->has_section = 0;
    end_subitems(to);
    *set = compare_levels(from->part_level, line->level);
    if (!from->has_part)
        *set |= EVIDENCE_BIT(value <= 1 ? EVIDENCE_STARTS : EVIDENCE_STARTS_LATE);
    else if (from->part_style != style ||
             (to->other_business && number == NULL &&
              (from->item_named || from->item_style != ITEMS_NUMBERED)))
        *set |= EVIDENCE_BIT(EVIDENCE_CHANGES_STYLE);
    else if (style == NUMBER_NONE || style == NUMBER_RUN_IN || value == from->part + 1u)
        *set |= EVIDENCE_BIT(EVIDENCE_CONTINUES);
    else if (value == 1)
        *set |= EVIDENCE_BIT(EVIDENCE_RESTARTS);
    else
        *set |= EVIDENCE_BIT(value == from->part + 2u ? EVIDENCE_SKIPS_ONE : EVIDENCE_JUMPS);
    return true;
}

/* ---- items ----------------------------------------------------------------------------------- */

/* Items are numbered in digits; inside parts also in capitals, or in roman numerals where the parts have
 * capitals. */
static bool may_number_items(const struct sequence *from, unsigned style)
{
    if (style == NUMBER_UPPER)
        return from->part_open && from->part_style != NUMBER_UPPER;
    if (style == NUMBER_ROMAN)
        return from->part_open && from->part_style == NUMBER_UPPER;
    return style == NUMBER_ARABIC;
}

/* The kind of evidence the number is; EVIDENCE_COUNT where it is none of an item. */
static enum evidence item_number(const struct sequence *from, const struct numbering *number)
{
    unsigned value = number->value, sub = number->sub;

    if (number->style == NUMBER_DECIMAL) {
        if (from->part_style != NUMBER_ARABIC || value != from->part)
            return EVIDENCE_COUNT;
        if (from->part_is_fresh)
            return sub == 1 ? EVIDENCE_CONTINUES : EVIDENCE_JUMPS;
        return sub == from->item + 1u ? EVIDENCE_CONTINUES : EVIDENCE_JUMPS;
    }
    if (number->style == NUMBER_LETTERED) {
        if (from->item_letter > 0 && value == from->item && sub == from->item_letter + 1u)
            return EVIDENCE_CONTINUES;
        if (sub != 1)
            return EVIDENCE_COUNT;
    } else if (!may_number_items(from, number->style)) {
        return EVIDENCE_COUNT;
    }
    if (!from->has_item || from->item_style == ITEMS_UNNUMBERED)
        return value == 1 ? EVIDENCE_STARTS : EVIDENCE_STARTS_LATE;
    if (value == from->item + 1u ||
        (from->part_is_fresh && from->item_before > 0 && value == from->item_before + 1u))
        return EVIDENCE_CONTINUES;
    if (value == 1)
        return from->part_is_fresh ? EVIDENCE_RESTARTS : EVIDENCE_FALLS_BACK;
    return value == from->item + 2u ? EVIDENCE_SKIPS_ONE : EVIDENCE_JUMPS;
}

/* An item without a number: known by its words, or one among its like. */
static bool read_as_unnumbered_item(const struct sequence *from, const struct line_facts *line,
                                    struct sequence *to, evidence_set *set)
{
    const bool known =
        line->words.whole == WORD_OTHER_BUSINESS || line->words.beginning == WORD_LUNCH;

    if (!known && !from->part_open)
        return false;
    if (known)
        return true;
    *set |= EVIDENCE_BIT(from->item_style == ITEMS_NUMBERED     ? EVIDENCE_CHANGES_STYLE
                         : from->item_style == ITEMS_UNNUMBERED ? EVIDENCE_AGAIN_UNNUMBERED
                                                                : EVIDENCE_FIRST_UNNUMBERED);
    to->item_style = ITEMS_UNNUMBERED;
    return true;
}

static bool read_as_item(const struct sequence *from, const struct numbering *number,
                         const struct line_facts *line, struct sequence *to, evidence_set *set)
{
    enum evidence evidence;

    *set = compare_levels(from->item_level, line->level) |
           compare_with_outer(from->has_part ? from->part_level : 0, line->level);
    if (number == NULL) {
        if (!read_as_unnumbered_item(from, line, to, set))
            return false;
    } else {
        const bool decimal = number->style == NUMBER_DECIMAL;
        const unsigned style =
            decimal || number->style == NUMBER_LETTERED ? NUMBER_ARABIC : number->style;

        evidence = item_number(from, number);
        if (evidence == EVIDENCE_COUNT)
            return false;
        *set |= EVIDENCE_BIT(evidence);
        if (from->item_style == ITEMS_UNNUMBERED ||
            (from->item_style == ITEMS_NUMBERED && from->item_number_style != style))
            *set |= EVIDENCE_BIT(EVIDENCE_CHANGES_STYLE);
        if (evidence == EVIDENCE_RESTARTS)
            to->item_before = from->item;
        else if (from->part_is_fresh)
            to->item_before = 0;
        to->item_style = ITEMS_NUMBERED;
        to->item_number_style = (uint16_t)style;
        to->item_named = number->name == NAME_ITEM;
        end_list(to);
        to->item = (uint16_t)(decimal ? number->sub : number->value);
        to->item_letter = (uint16_t)(decimal ? 0 : number->sub);
    }
    to->has_item = to->item_open = 1;
    to->item_rank = rank_of(line, from->part_open ? from->part_level : 0);
    to->part_is_fresh = 0;
    to->has_section = 0;
    if (line->level > 0)
        to->item_level = (uint16_t)line->level;
    to->other_business = line->words.whole == WORD_OTHER_BUSINESS;
    end_subitems(to);
    return true;
}

/* ---- sub-items and lists --------------------------------------------------------------------- */

static bool read_as_dash(const struct sequence *from, struct sequence *to, evidence_set *set)
{
    if (!from->other_business)
        return false;
    to->subitem_style = NUMBER_DASH;
    end_list(to);
    *set = EVIDENCE_BIT(from->subitem_style == NUMBER_DASH ? EVIDENCE_CONTINUES : EVIDENCE_STARTS);
    return true;
}

static bool read_as_subitem(const struct sequence *from, const struct numbering *number,
                            struct sequence *to, evidence_set *set)
{
    unsigned sub;

    if (number != NULL && number->style == NUMBER_DASH)
        return read_as_dash(from, to, set);
    if (number == NULL || !from->item_open)
        return false;
    if (number->style == NUMBER_LETTERED || number->style == NUMBER_DECIMAL) {
        if (number->value != from->item || from->item_letter > 0)
            return false;
        sub = number->sub;
    } else if (number->style == NUMBER_LOWER) {
        sub = number->value;
    } else {
        return false;
    }
    to->subitem_style = (uint16_t)number->style;
    to->subitem = (uint16_t)sub;
    end_list(to);
    if (from->subitem_style == number->style && sub == from->subitem + 1u)
        *set = EVIDENCE_BIT(EVIDENCE_CONTINUES);
    else if (from->subitem_style == NUMBER_NONE)
        *set = EVIDENCE_BIT(sub == 1 ? EVIDENCE_STARTS : EVIDENCE_STARTS_LATE);
    else
        *set = EVIDENCE_BIT(sub == 1 ? EVIDENCE_FALLS_BACK : EVIDENCE_JUMPS);
    return true;
}

static bool read_as_list_item(const struct sequence *from, const struct numbering *number,
                              struct sequence *to, evidence_set *set)
{
    unsigned value;

    if (number == NULL)
        return false;
    value = number->sub > 0 ? number->sub : number->value;
    to->list_style = (uint16_t)number->style;
    to->list = (uint16_t)value;
    if (from->list_style == number->style && value == from->list + 1u)
        *set = EVIDENCE_BIT(EVIDENCE_CONTINUES);
    else
        *set = EVIDENCE_BIT(value <= 1 ? EVIDENCE_STARTS : EVIDENCE_JUMPS);
    return true;
}

/* ---- sections and annexes -------------------------------------------------------------------- */

/* Numbers count items and sub-items, not sections. */
static bool is_like_an_item(const struct numbering *number)
{
    return number != NULL && (number->style == NUMBER_ARABIC || number->style == NUMBER_LETTERED ||
                              number->style == NUMBER_DECIMAL || number->style == NUMBER_LOWER);
}

static bool read_as_section(const struct sequence *from, const struct numbering *number,
                            const struct line_facts *line, struct sequence *to, evidence_set *set)
{
    const bool by_format = (line->own & EVIDENCE_BIT(EVIDENCE_FORMAT_HEADING)) != 0;

    if ((number != NULL || from->has_part) && !by_format)
        return false;
    *set = compare_levels(from->section_level, line->level);
    end_for_section(to, line->level);
    if ((from->item_style == ITEMS_NUMBERED && !by_format) || is_like_an_item(number) ||
        (to->part_open && !to->item_open))
        *set |= EVIDENCE_BIT(EVIDENCE_CHANGES_STYLE);
    else
        *set |=
            EVIDENCE_BIT(from->has_section ? EVIDENCE_AGAIN_UNNUMBERED : EVIDENCE_FIRST_UNNUMBERED);
    if (number != NULL)
        *set |= EVIDENCE_BIT(EVIDENCE_NUMBER_UNUSED);
    to->has_section = 1;
    if (line->level > 0)
        to->section_level = (uint16_t)line->level;
    to->other_business = 0;
    return true;
}

static bool has_heading(const struct sequence *from)
{
    return from->has_part || from->has_item || from->has_section;
}

static bool read_as_annex(const struct sequence *from, const struct line_facts *line,
                          struct sequence *to)
{
    if ((line->own & EVIDENCE_BIT(EVIDENCE_ANNEX_WORD)) == 0 ||
        (!has_heading(from) && !from->has_annex))
        return false;
    to->has_annex = 1;
    to->other_business = 0;
    end_part(to);
    return true;
}

bool sequence_extend(const struct sequence *from, enum reading reading,
                     const struct numbering *number, const struct line_facts *line,
                     struct sequence *to, evidence_set *set)
{
    bool readable = true;

    *to = *from;
    *set = 0;
    to->after_heading = reading != READ_TEXT && reading != READ_LIST_ITEM;
    switch (reading) {
    case READ_PART:
        readable = read_as_part(from, number, line, to, set);
        break;
    case READ_ITEM:
        readable = read_as_item(from, number, line, to, set);
        break;
    case READ_SUBITEM:
        readable = read_as_subitem(from, number, to, set);
        break;
    case READ_LIST_ITEM:
        readable = read_as_list_item(from, number, to, set);
        break;
    case READ_SECTION:
        readable = read_as_section(from, number, line, to, set);
        break;
    case READ_ANNEX:
        readable = read_as_annex(from, line, to);
        break;
    case READ_TEXT:
    case READ_LETTER:
    case READ_LETTER_END:
        break;
    }
    if (!has_heading(from))
        *set |= EVIDENCE_BIT(EVIDENCE_OPENS_REPORT);
    if (from->has_annex)
        *set |= EVIDENCE_BIT(EVIDENCE_IN_ANNEX);
    return readable;
}
