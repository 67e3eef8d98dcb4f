// SPDX-License-Identifier: LGPL-2.1-or-later
// Files by POSIX calls: complete reads and writes at offsets, and replacement that a crash cannot halve.
#include "file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

namespace virtual_recorder {

File::File(File &&other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

File &File::operator=(File &&other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

File::~File() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

std::optional<File> File::open(const std::string &path, int flags) {
    File file;
    file.descriptor_ = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
    if (!file.isOpen()) {
        return std::nullopt;
    }
    return file;
}

bool File::writeAt(std::span<const std::uint8_t> data, std::int64_t offset) {
    while (!data.empty()) {
        const ssize_t written = ::pwrite(descriptor_, data.data(), data.size(), offset);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        data = data.subspan(static_cast<std::size_t>(written));
        offset += written;
    }
    return true;
}

bool File::readAt(std::span<std::uint8_t> data, std::int64_t offset) const {
    while (!data.empty()) {
        const ssize_t got = ::pread(descriptor_, data.data(), data.size(), offset);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        data = data.subspan(static_cast<std::size_t>(got));
        offset += got;
    }
    return true;
}

std::int64_t File::size() const {
    struct stat status {};
    return ::fstat(descriptor_, &status) == 0 ? static_cast<std::int64_t>(status.st_size) : 0;
}

bool File::resize(std::int64_t size) {
    return ::ftruncate(descriptor_, size) == 0;
}

std::optional<std::string> readWholeFile(const std::string &path, std::size_t limit) {
    const auto file = File::open(path, O_RDONLY);
    if (!file) {
        return std::nullopt;
    }
    struct stat status {};
    if (::fstat(file->descriptor(), &status) != 0 || !S_ISREG(status.st_mode) ||
        static_cast<std::uint64_t>(status.st_size) > limit) {
        errno = EFBIG;
        return std::nullopt;
    }
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    if (!file->readAt({reinterpret_cast<std::uint8_t *>(text.data()), text.size()}, 0)) {
        errno = EIO;
        return std::nullopt;
    }
    return text;
}

// Safe makes sure that the text is on the disk before the file gets its name.
bool replaceFile(const std::string &path, const std::string &text, Durability durability) {
    const std::string temporary = temporaryName(path);
    auto file = File::open(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    const bool written = file && file->writeAt({reinterpret_cast<const std::uint8_t *>(text.data()), text.size()}, 0) &&
                         (durability == Durability::Any || ::fsync(file->descriptor()) == 0);
    if (!written || ::rename(temporary.c_str(), path.c_str()) != 0) {
        const int error = errno;
        ::unlink(temporary.c_str());
        errno = error;
        return false;
    }
    return true;
}

bool removeFile(const std::string &path) {
    return ::unlink(path.c_str()) == 0 || errno == ENOENT;
}

std::string temporaryName(const std::string &path) {
    return path + ".new";
}

}  // namespace virtual_recorder
