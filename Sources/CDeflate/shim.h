#ifndef KEYSTREL_CDEFLATE_SHIM_H
#define KEYSTREL_CDEFLATE_SHIM_H
#include <libdeflate.h>
#endif
