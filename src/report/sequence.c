/* Sequences of numbers.
 *
 *  1. Parts, items, sub-items and the list in hand each have one sequence. A part ends the
 *     sub-items and the list, but not the items, whose numbering runs on; an item ends sub-items
 *     and list.
 *  2. A part is numbered in roman, in capitals, not at all, or (with a word of the vocabulary)
 *     in digits; in the last case its items are 1.1, 1.2 …
 *  3. A sub-item needs an open item. "2a" is one where item 2 is open, and an item where item 1
 *     is. */
#include "config.h"

#include "report/sequence.h"

static enum evidence read_as_part(const struct sequence *from, const struct numbering *number,
                                  enum word word, struct sequence *to)
{
    unsigned style = number != NULL ? number->style : NUMBER_NONE;
    unsigned value = number != NULL ? number->value : 0;
    bool part_word = word >= WORD_HOME_AFFAIRS && word <= WORD_MIXED_COMMITTEE;

    if (style != NUMBER_ROMAN && style != NUMBER_UPPER && !part_word &&
        !(style == NUMBER_NONE && word == WORD_OTHER_BUSINESS))
        return EVIDENCE_COUNT;
    if (style != NUMBER_NONE && style != NUMBER_ROMAN && style != NUMBER_UPPER &&
        style != NUMBER_ARABIC)
        return EVIDENCE_COUNT;
    to->has_part = to->part_is_fresh = 1;
    to->part_style = (uint16_t)style;
    to->part = (uint16_t)value;
    to->subitem_style = to->subitem = to->list_style = to->list = 0;
    if (!from->has_part)
        return value <= 1 ? EVIDENCE_STARTS : EVIDENCE_STARTS_LATE;
    if (from->part_style != style)
        return EVIDENCE_CHANGES_STYLE;
    if (style == NUMBER_NONE || value == from->part + 1u)
        return EVIDENCE_CONTINUES;
    if (value == 1)
        return EVIDENCE_RESTARTS;
    return value == from->part + 2u ? EVIDENCE_SKIPS_ONE : EVIDENCE_JUMPS;
}

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
    } else if (number->style != NUMBER_ARABIC) {
        return EVIDENCE_COUNT;
    }
    if (!from->has_item)
        return value == 1 ? EVIDENCE_STARTS : EVIDENCE_STARTS_LATE;
    if (value == from->item + 1u)
        return EVIDENCE_CONTINUES;
    if (value == 1)
        return from->part_is_fresh ? EVIDENCE_RESTARTS : EVIDENCE_FALLS_BACK;
    return value == from->item + 2u ? EVIDENCE_SKIPS_ONE : EVIDENCE_JUMPS;
}

static enum evidence read_as_item(const struct sequence *from, const struct numbering *number,
                                  const struct vocabulary_match *words, struct sequence *to)
{
    enum evidence evidence = EVIDENCE_NO_NUMBER;

    if (number == NULL && words->whole != WORD_OTHER_BUSINESS && words->beginning != WORD_LUNCH)
        return EVIDENCE_COUNT;
    if (number != NULL)
        evidence = item_number(from, number);
    to->has_item = 1;
    to->part_is_fresh = 0;
    to->subitem_style = to->subitem = to->list_style = to->list = 0;
    if (number != NULL) {
        bool decimal = number->style == NUMBER_DECIMAL;

        to->item = (uint16_t)(decimal ? number->sub : number->value);
        to->item_letter = (uint16_t)(decimal ? 0 : number->sub);
    }
    return evidence;
}

static enum evidence read_as_subitem(const struct sequence *from, const struct numbering *number,
                                     struct sequence *to)
{
    unsigned sub;

    if (number == NULL || !from->has_item || from->part_is_fresh)
        return EVIDENCE_COUNT;
    if (number->style == NUMBER_LETTERED || number->style == NUMBER_DECIMAL) {
        if (number->value != from->item || from->item_letter > 0)
            return EVIDENCE_COUNT;
        sub = number->sub;
    } else if (number->style == NUMBER_LOWER) {
        sub = number->value;
    } else {
        return EVIDENCE_COUNT;
    }
    to->subitem_style = (uint16_t)number->style;
    to->subitem = (uint16_t)sub;
    to->list_style = to->list = 0;
    if (from->subitem_style == number->style && sub == from->subitem + 1u)
        return EVIDENCE_CONTINUES;
    if (from->subitem_style == NUMBER_NONE)
        return sub == 1 ? EVIDENCE_STARTS : EVIDENCE_STARTS_LATE;
    return sub == 1 ? EVIDENCE_FALLS_BACK : EVIDENCE_JUMPS;
}

static enum evidence read_as_list_item(const struct sequence *from, const struct numbering *number,
                                       struct sequence *to)
{
    unsigned value;

    if (number == NULL)
        return EVIDENCE_COUNT;
    value = number->sub > 0 ? number->sub : number->value;
    to->list_style = (uint16_t)number->style;
    to->list = (uint16_t)value;
    if (from->list_style == number->style && value == from->list + 1u)
        return EVIDENCE_CONTINUES;
    return value == 1 ? EVIDENCE_STARTS : EVIDENCE_JUMPS;
}

enum evidence sequence_extend(const struct sequence *from, enum reading reading,
                              const struct numbering *number, const struct vocabulary_match *words,
                              struct sequence *to)
{
    *to = *from;
    to->after_heading = reading != READ_TEXT && reading != READ_LIST_ITEM;
    switch (reading) {
    case READ_PART:
        return read_as_part(from, number, words->whole, to);
    case READ_ITEM:
        return read_as_item(from, number, words, to);
    case READ_SUBITEM:
        return read_as_subitem(from, number, to);
    case READ_LIST_ITEM:
        return read_as_list_item(from, number, to);
    case READ_TEXT:
    case READ_SECTION:
        break;
    }
    return EVIDENCE_NO_NUMBER;
}
