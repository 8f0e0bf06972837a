// Takes the place of libgit2's transports in the released binary: no code for HTTP, TLS, SSH or git:// is linked, nor
// the libraries that it needs, of which Debian has no static form. A scanner never sends anything; and start-up does not
// read TLS certificates.
//
// These are libgit2 1.5's internal functions. With another version the linker reports what is missing.
#include <stdbool.h>
#include <stddef.h>

enum { unsupported = -1 };

bool git_http__expect_continue = false;

int git_mbedtls_stream_global_init(void) { return 0; }
int git_openssl_stream_global_init(void) { return 0; }
int git_transport_ssh_global_init(void) { return 0; }

int git_mbedtls__set_cert_location(const char *file, const char *folder) {
  (void)file, (void)folder;
  return unsupported;
}

static int no_transport(void **made) {
  *made = NULL;
  return unsupported;
}

int git_smart_subtransport_git(void **made, void *owner, void *parameter) {
  (void)owner, (void)parameter;
  return no_transport(made);
}

int git_smart_subtransport_http(void **made, void *owner, void *parameter) {
  (void)owner, (void)parameter;
  return no_transport(made);
}

int git_smart_subtransport_ssh(void **made, void *owner, void *parameter) {
  (void)owner, (void)parameter;
  return no_transport(made);
}
