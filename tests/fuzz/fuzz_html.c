/* Fuzzing of the reader of web pages; what is held is in fuzz_markup.h. */
#include "config.h"

#include "fuzz_markup.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len_bytes)
{
    fuzz_reader(import_html, data, len_bytes);
    return 0;
}
