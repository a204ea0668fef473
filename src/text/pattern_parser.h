/* parser: a pattern while it is taken apart. Private to pattern.c, which reads groups, repetitions and what stands
 * after a backslash, and pattern_atoms.c: literals, brackets, and what is wrong. */
#ifndef KANTLIJN_TEXT_PATTERN_PARSER_H
#define KANTLIJN_TEXT_PATTERN_PARSER_H

#include "text/pattern.h"

/* A group that is open, or (the first) the whole. */
struct group {
    size_t at_bytes;     /* of its ( in the pattern */
    size_t start_bytes;  /* of what it holds, in the expression */
    size_t branch_bytes; /* the same of its last branch */
    size_t node_count;
    bool has_branch, has_empty;
};

struct parser {
    struct pattern *pattern;
    const char *text;
    size_t len_bytes, at_bytes;
    struct group groups[PATTERN_DEPTH_MAX + 1];
    size_t depth;
    /* what a repetition would repeat */
    bool has_atom;
    size_t atom_nodes;
    bool after_space; /* the atom is white space, which goes on */
    /* literals of the branch, outside of groups, that stand together; and where the last of them begins */
    struct buffer run;
    size_t run_atom_bytes;
    bool needles_fail; /* a branch has none */
    bool special;      /* it is no literal */
    bool word_ended;   /* by \> or \b: nothing may follow in a literal */
    size_t *fault_bytes;
    struct error *error;
};

enum fault {
    FAULT_GROUP,
    FAULT_BRACKET,
    FAULT_INTERVAL,
    FAULT_REPEAT,
    FAULT_CLASS,
    FAULT_RANGE,
    FAULT_BACKSLASH,
    FAULT_ESCAPE,
    FAULT_REFERENCE,
    FAULT_DEPTH,
    FAULT_SIZE,
    FAULT_LENGTH,
};

/* Says what is wrong there; returns false. */
bool parser_fail(struct parser *parser, enum fault fault, size_t at_bytes);
/* The literals that stand together end here; so does a branch of the whole. */
void parser_end_run(struct parser *parser);
void parser_end_needle(struct parser *parser);
/* The innermost one that is open. */
struct group *parser_group(struct parser *parser);
/* Something that can be repeated was written. False where that is too much. */
bool parser_add_atom(struct parser *parser, size_t node_count, size_t at_bytes);
/* The same of what is no literal, written as it is. */
bool parser_add_special(struct parser *parser, const char *expression, size_t at_bytes);
bool parser_add_literal(struct parser *parser, uint32_t point, size_t at_bytes);
/* From the [ on. */
bool parser_read_bracket(struct parser *parser);

#endif
