#ifndef KEYSTREL_CGIT2_SHIM_H
#define KEYSTREL_CGIT2_SHIM_H
#include <git2.h>
#include <git2/sys/odb_backend.h>

// git_libgit2_opts is variadic, which Swift cannot call: one function for each option that is set.

// A scanner runs nothing from the repository, and in CI containers its owner is often somebody else.
static inline int keystrel_git_allow_any_owner(void) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
}

// Hashing every object again would double the cost of reading; `git fsck` is the tool for that.
static inline int keystrel_git_trust_object_ids(void) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
}

// Extensions that change nothing for a reader; libgit2 refuses a repository with any that it does not know.
static inline int keystrel_git_allow_harmless_extensions(void) {
  const char *names[] = {"noop", "partialclone", "preciousobjects", "worktreeconfig"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof names / sizeof *names);
}
#endif
