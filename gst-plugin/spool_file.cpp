// SPDX-License-Identifier: LGPL-2.1-or-later
// SpoolFile: a track's sound in a temporary file.
#include "spool_file.hpp"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace discsink {

std::string defaultSpoolFolder() {
    const char *named = std::getenv("TMPDIR");
    return named != nullptr && *named != '\0' ? named : "/var/tmp";
}

std::optional<std::uint64_t> roomForSpool(const std::string &folder) {
    const std::string place = folder.empty() ? defaultSpoolFolder() : folder;
    struct statvfs about {};
    if (statvfs(place.c_str(), &about) != 0) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(about.f_bavail) * about.f_frsize;
}

// O_TMPFILE where the file system has it, so that the file has no name at any time; else a name for a moment.
std::unique_ptr<SpoolFile> SpoolFile::create(const std::string &folder, int *error) {
    const std::string place = folder.empty() ? defaultSpoolFolder() : folder;
    int fd = open(place.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
        std::string name = place + "/discsink-XXXXXX";
        fd = mkostemp(name.data(), O_CLOEXEC);
        if (fd >= 0) {
            unlink(name.c_str());
        }
    }
    if (fd < 0) {
        *error = errno;
        return nullptr;
    }
    return std::unique_ptr<SpoolFile>(new SpoolFile(fd));
}

SpoolFile::~SpoolFile() {
    close(fd_);
}

int SpoolFile::append(const void *data, std::size_t bytes) {
    const auto *from = static_cast<const char *>(data);
    while (bytes > 0) {
        const ssize_t written = write(fd_, from, bytes);
        if (written < 0 && errno != EINTR) {
            return errno;
        }
        if (written > 0) {
            from += written;
            bytes -= static_cast<std::size_t>(written);
        }
    }
    return 0;
}

std::int64_t SpoolFile::readAt(std::uint64_t offset, void *target, std::size_t bytes) const {
    ssize_t count = 0;
    do {
        count = pread(fd_, target, bytes, static_cast<off_t>(offset));
    } while (count < 0 && errno == EINTR);
    return count;
}

}  // namespace discsink
