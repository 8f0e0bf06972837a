#ifndef KEYSTREL_CPCRE2_SHIM_H
#define KEYSTREL_CPCRE2_SHIM_H
// Without it the header declares nothing but the width-neutral macros, which Swift cannot see.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif
