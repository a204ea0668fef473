/* What SQLite's archive wants of libm, without libm: its SQL functions of mathematics name these, no statement
 * of ours calls one, and no sidecar can (its schema is compared word by word, and triggers, views and functions
 * in it are off). Loading libm for them costs a twentieth of the time to the first frame. Only linked where
 * SQLite is, from its archive; nothing else in the program calculates with these. */
#include "config.h"

#include <math.h>

#define ONE(name)                                                                                  \
    double name(double x)                                                                          \
    {                                                                                              \
        (void)x;                                                                                   \
        return NAN;                                                                                \
    }
#define TWO(name)                                                                                  \
    double name(double x, double y)                                                                \
    {                                                                                              \
        (void)x;                                                                                   \
        (void)y;                                                                                   \
        return NAN;                                                                                \
    }

ONE(acos)
ONE(acosh)
ONE(asin)
ONE(asinh)
ONE(atan)
ONE(atanh)
ONE(cos)
ONE(cosh)
ONE(exp)
ONE(log)
ONE(log10)
ONE(log2)
ONE(sin)
ONE(sinh)
ONE(sqrt)
ONE(tan)
ONE(tanh)
ONE(trunc)
TWO(atan2)
TWO(fmod)
TWO(pow)
