// SPDX-License-Identifier: LGPL-2.1-or-later
// FileStream: every failure names the file, since a burn may take its bytes from many.
#include "stream/file_stream.hpp"

#include "base/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace burnish {

namespace {

std::string systemText(int number) {
    return std::generic_category().message(number);
}

Error openError(const std::string &path, int number) {
    const std::string name = "\"" + path + "\"";
    const std::string detail = "open: " + systemText(number);
    switch (number) {
        case ENOENT:
        case ENOTDIR:
            return Error(status::E_FILE_NOT_FOUND, "There is no file " + name + "; check the path.", detail);
        case EACCES:
        case EPERM:
            return Error(status::E_ACCESSDENIED,
                         "The file " + name + " may not be read; ask its owner for permission to read it.", detail);
        case ELOOP:
        case ENAMETOOLONG:
            return Error(status::E_INVALIDARG, "The path " + name + " cannot be followed; check it.", detail);
        default:
            return Error(status::E_STREAM_READ_FAILURE,
                         "The file " + name + " cannot be opened: " + systemText(number) + ".", detail);
    }
}

Error notReadable(const std::string &path) {
    return Error(status::E_INVALIDARG, "\"" + path +
                                           "\" is no regular file and no block device, so its size is not known before "
                                           "it is read; give a file.");
}

bool hasKnownSize(const struct stat &facts) {
    return S_ISREG(facts.st_mode) || S_ISBLK(facts.st_mode);
}

}  // namespace

// Looks before it opens, because opening a FIFO waits and opening a device can make it act; looks again afterwards,
// because what stands behind a path can change in between.
Result<std::unique_ptr<FileStream>> FileStream::open(const std::string &path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) {
        return openError(path, errno);
    }
    if (!hasKnownSize(facts)) {
        return notReadable(path);
    }
    const int waiting = S_ISBLK(facts.st_mode) ? 0 : O_NONBLOCK;
    Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | waiting));
    if (descriptor.get() < 0 || ::fstat(descriptor.get(), &facts) != 0) {
        return openError(path, errno);
    }
    if (!hasKnownSize(facts)) {
        return notReadable(path);
    }
    // A block device's size stands nowhere in its stat.
    const off_t length = S_ISBLK(facts.st_mode) ? ::lseek(descriptor.get(), 0, SEEK_END) : facts.st_size;
    if (length < 0) {
        return openError(path, errno);
    }
    // Advice only: larger read-ahead. That it is not heeded does no harm.
    (void)::posix_fadvise(descriptor.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    std::unique_ptr<FileStream> stream(new FileStream(path, descriptor.get(), static_cast<std::uint64_t>(length)));
    descriptor.release();
    return stream;
}

FileStream::FileStream(std::string path, int descriptor, std::uint64_t length)
    : path_(std::move(path)), descriptor_(descriptor), length_(length) {}

FileStream::~FileStream() {
    ::close(descriptor_);
}

// As much as fits, in one pread. Never more than the length at opening, however the file grew since; a file that
// shrank is an error and not an end, so that its name is told.
Result<std::size_t> FileStream::read(std::span<std::uint8_t> target) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(target.size(), length_ - position_));
    if (wanted == 0) {
        return std::size_t{0};
    }
    ssize_t count = 0;
    do {
        count = ::pread(descriptor_, target.data(), wanted, static_cast<off_t>(position_));
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        const int number = errno;
        return Error(status::E_STREAM_READ_FAILURE,
                     "Reading \"" + path_ + "\" failed: " + systemText(number) +
                         ". The file or what it lies on may be damaged, or gone.",
                     "pread at byte " + std::to_string(position_) + ": " + systemText(number));
    }
    if (count == 0) {
        return Error(status::E_STREAM_TOO_SHORT,
                     "\"" + path_ + "\" became shorter while it was read; it must not change before the burn is done.",
                     "it had " + std::to_string(length_) + " bytes and now ends at byte " + std::to_string(position_));
    }
    position_ += static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
}

Result<void> FileStream::seek(std::uint64_t offset) {
    if (offset > length_) {
        return Error(status::E_INVALIDARG, "\"" + path_ + "\" has no byte " + std::to_string(offset) + "; it has " +
                                               std::to_string(length_) + ".");
    }
    position_ = offset;
    return {};
}

}  // namespace burnish
