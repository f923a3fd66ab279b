// Not in the Glibc module of the toolchain.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/vfs.h>
