/* Splitting the words of $VISUAL and $EDITOR. */
#include "config.h"

#include "ui/words.h"

#include <stdlib.h>
#include <string.h>

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

/* Copies one word to *out with its NUL; false where a quote is open at the end. */
static bool copy_word(const char **at, char **out)
{
    char quote = '\0';

    for (; **at != '\0' && (quote != '\0' || !is_space(**at)); ++*at) {
        if (quote == '\0' && (**at == '\'' || **at == '"'))
            quote = **at;
        else if (**at == quote)
            quote = '\0';
        else if (**at == '\\' && quote != '\'' && (*at)[1] != '\0')
            *(*out)++ = *++*at;
        else
            *(*out)++ = **at;
    }
    *(*out)++ = '\0';
    return quote == '\0';
}

size_t words_split(const char *line, char ***words)
{
    size_t len_bytes = strlen(line), most = len_bytes / 2 + 2, count = 0;
    char **split = base_allocate(most * sizeof *split + len_bytes + 1);
    char *out = (char *)(split + most);

    for (;;) {
        line += strspn(line, " \t\n");
        if (*line == '\0')
            break;
        split[count++] = out;
        if (!copy_word(&line, &out)) {
            count = 0;
            break;
        }
    }
    split[count] = NULL;
    if (count == 0) {
        free(split);
        split = NULL;
    }
    *words = split;
    return count;
}
