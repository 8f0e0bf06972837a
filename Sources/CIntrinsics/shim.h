/// Instructions of the processor that no expression of Swift becomes.

#ifndef KEYSTREL_CINTRINSICS_SHIM_H
#define KEYSTREL_CINTRINSICS_SHIM_H

#include <stdint.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Sixteen bytes; Swift has them as `SIMD16<UInt8>`.
typedef uint8_t keystrel_bytes __attribute__((ext_vector_type(16)));

/// The highest bit of each byte, that of the first byte lowest.
static inline uint32_t keystrel_high_bits(keystrel_bytes bytes) {
#if defined(__SSE2__)
  return (uint32_t)_mm_movemask_epi8((__m128i)bytes);
#else
  // One bit of each byte stays, and eight of them are added up in the highest byte.
  typedef uint64_t keystrel_words __attribute__((ext_vector_type(2)));
  keystrel_words bits = (keystrel_words)((bytes >> 7) * (keystrel_bytes)0xFF) & 0x8040201008040201;
  uint64_t ones = 0x0101010101010101;
  return (uint32_t)((bits.x * ones >> 56) | (bits.y * ones >> 56) << 8);
#endif
}

#endif
