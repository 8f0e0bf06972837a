#ifndef KEYSTREL_CCRYPTO_SHIM_H
#define KEYSTREL_CCRYPTO_SHIM_H
#include <openssl/evp.h>
#include <openssl/hmac.h>
#endif
