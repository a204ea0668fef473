/* A question that one key answers: y or n, in the reader's language too. q leaves, as it does without a
 * question. */
#include "config.h"

#include "ui/plain.h"

#include <string.h>

static bool is_letter_of(const char *letters, uint32_t code)
{
    return code < 0x80 && code > ' ' && strchr(letters, (int)code) != NULL;
}

bool ask_yes(struct ui *ui, const char *question)
{
    if (ui->plain != NULL)
        return plain_ask_yes(ui, question);
    for (;;) {
        ui_say(ui, "%s", question);
        draw_all(ui);
        if (!ui_read_dialog(ui, -1))
            return false;
        if (ui->input.kind != INPUT_KEY)
            continue;
        buffer_clear(&ui->message);
        /* TRANSLATORS: the letters that answer a question with yes; keep y among them */
        if (is_letter_of(_("yY"), ui->input.code))
            return true;
        /* TRANSLATORS: the letters that answer a question with no; keep n among them */
        if (is_letter_of(_("nN"), ui->input.code) || ui->input.code == KEYCODE_ESCAPE ||
            ui->input.code == KEYCODE_ENTER)
            return false;
        if (ui->input.code == 'q') {
            ui->quit = true;
            return false;
        }
    }
}
