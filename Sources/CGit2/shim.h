#ifndef KEYSTREL_CGIT2_SHIM_H
#define KEYSTREL_CGIT2_SHIM_H
#include <git2.h>
#endif
