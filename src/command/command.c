/* One call of the program from its words to its exit status. */
#include "config.h"

#include "command/command.h"

#include "command/command_internal.h"

static int answer(const struct call *call, struct error *error)
{
    struct buffer out = {0};

    bool made = true;

    if (call->values[OPTION_HELP] != NULL)
        append_help(&out, call->command);
    else if (call->values[OPTION_VERSION] != NULL)
        append_version(&out);
    else if (call->values[OPTION_PRINT_CONFIG] != NULL)
        append_config(&out);
    else
        made = append_completion(&out, call->values[OPTION_PRINT_COMPLETION], error);
    if (made)
        print_buffer(&out, error);
    buffer_release(&out);
    return (int)error->code;
}

int command_main(int argc, char **argv, const struct command_screen *screen)
{
    struct error error = {0};
    struct call call;
    int status;

    if (!call_parse(&call, argc, argv, &error))
        status = (int)error.code;
    else if (call_is_asking(&call))
        status = answer(&call, &error);
    else {
        call.screen = screen;
        status = call.command->run(&call, &error);
    }
    if (error.message[0] != '\0')
        print_message(error.file, error.message);
    return status;
}
