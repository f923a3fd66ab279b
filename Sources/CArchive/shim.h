#include <archive.h>
#include <archive_entry.h>

// Swift does not import libarchive's own macros for these, because they hold casts.
enum {
  archive_filetype_regular = AE_IFREG,
  archive_filetype_directory = AE_IFDIR,
  archive_filetype_symbolic_link = AE_IFLNK,
};
