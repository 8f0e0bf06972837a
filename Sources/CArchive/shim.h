#ifndef KEYSTREL_CARCHIVE_SHIM_H
#define KEYSTREL_CARCHIVE_SHIM_H
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#if defined(__APPLE__)
#include <xlocale.h>
#endif

// archive_set_error is variadic, which Swift cannot call.
static inline void keystrel_archive_set_error(struct archive *archive, int number, const char *message) {
  archive_set_error(archive, number, "%s", message);
}

// libarchive converts names by the thread's locale: in the "C" locale it drops every name that is not ASCII.
// The mask is a macro of its own kind in every libc, which Swift cannot read.
static inline locale_t keystrel_archive_utf8_locale(void) {
  locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
  return made ? made : newlocale(LC_CTYPE_MASK, "en_US.UTF-8", (locale_t)0);
}
#endif
