// SPDX-License-Identifier: GPL-3.0-or-later
// SourceReader: reads the files of one image while libisofs's thread asks for them, and keeps what went wrong.
//
// libisofs's own file streams report trouble to the process-wide message queue and go on with zeros, or end. Ours
// note the error here, beside the stream of the one image that it belongs to, and answer with a code of libisofs's
// highest severity, on which it gives the image up at once, whatever abort severity is set. The image's stream looks
// here before it hands out anything, so that bytes of a broken image reach nobody.
#include "image/source_reader.hpp"

#include "image/image_name.hpp"
#include "image/iso_stream_object.h"
#include "image/source_scan.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <new>
#include <system_error>
#include <tuple>

#include <fcntl.h>
#include <unistd.h>

namespace burnish {

namespace {

constexpr std::size_t ReadAhead = 256 * 1024;
constexpr int GiveUp = static_cast<int>(ISO_FATAL_ERROR);

// ---- libisofs's view: a table of C functions over {reader, node} ----

struct FileStream {
    SourceReader *reader;
    const ImageNode *node;
};

FileStream &fileStream(const IsoStream *stream) {
    return *static_cast<FileStream *>(burnish_iso_stream_data(stream));
}

// No exception may pass through libisofs.
template <typename Call>
int guarded(IsoStream *stream, Call call) noexcept {
    FileStream &file = fileStream(stream);
    try {
        return call(*file.reader, *file.node);
    } catch (...) {
        Error error;  // without words, as words need memory
        error.status = status::E_OUTOFMEMORY;
        file.reader->fail(std::move(error));
        return GiveUp;
    }
}

int openStream(IsoStream *stream) {
    return guarded(stream, [](SourceReader &reader, const ImageNode &node) { return reader.open(node) ? 1 : GiveUp; });
}

int closeStream(IsoStream *stream) {
    fileStream(stream).reader->close();
    return 1;
}

off_t streamSize(IsoStream *stream) {
    return static_cast<off_t>(fileStream(stream).node->size);
}

int readStream(IsoStream *stream, void *target, std::size_t count) {
    return guarded(stream, [&](SourceReader &reader, const ImageNode &node) {
        const int got = reader.read(node, target, count);
        return got < 0 ? GiveUp : got;
    });
}

int streamIsRepeatable(IsoStream *) {
    return 1;
}

// Two names of one file are the same stream; every other stream is only itself.
using Identity = std::tuple<bool, dev_t, ino_t, std::uint64_t, const ImageNode *>;

Identity identityOf(IsoStream *stream) {
    const ImageNode *node = fileStream(stream).node;
    return node->hasOtherNames ? Identity(true, node->device, node->inode, node->size, nullptr)
                               : Identity(false, 0, 0, 0, node);
}

void streamId(IsoStream *stream, unsigned int *fileSystem, dev_t *device, ino_t *inode) {
    const ImageNode *node = fileStream(stream).node;
    *fileSystem = 0;
    *device = node->hasOtherNames ? node->device : 0;
    *inode = node->hasOtherNames ? node->inode : static_cast<ino_t>(reinterpret_cast<std::uintptr_t>(node));
}

int compareStreams(IsoStream *a, IsoStream *b) {
    const Identity left = identityOf(a);
    const Identity right = identityOf(b);
    return left < right ? -1 : right < left ? 1 : 0;
}

void freeStream(IsoStream *stream) {
    delete &fileStream(stream);
}

int keepStreamSize(IsoStream *) {
    return 1;  // sizes are fixed before libisofs sees them
}

IsoStream *noInputStream(IsoStream *, int) {
    return nullptr;
}

int refuseClone(IsoStream *, IsoStream **, int) {
    return static_cast<int>(ISO_STREAM_NO_CLONE);
}

IsoStreamIface streamMethods = {
    4,        {'u', 's', 'e', 'r'}, openStream,     closeStream,   streamSize,     readStream, streamIsRepeatable,
    streamId, freeStream,           keepStreamSize, noInputStream, compareStreams, refuseClone};

// ---- errors ----

Error vanished(const ImageNode &node, int systemError) {
    const std::string reason = std::system_category().message(systemError);
    const bool gone = systemError == ENOENT || systemError == ENOTDIR;
    return Error(
        status::E_DATA_STREAM_READ_FAILURE,
        inQuotes(node.source) +
            (gone ? " vanished while the image was being made" : " could not be read while the image was being made") +
            " (" + reason + "). Bring it back or leave it out, and start again.",
        "errno " + std::to_string(systemError));
}

Error changedSize(const ImageNode &node, std::uint64_t now) {
    return Error(status::E_DATA_STREAM_INCONSISTENCY,
                 inQuotes(node.source) + " changed its size from " + std::to_string(node.size) + " to " +
                     std::to_string(now) +
                     " bytes while the image was being made. Start again when nothing writes to it.");
}

Error noFileAnyMore(const ImageNode &node) {
    return Error(status::E_DATA_STREAM_READ_FAILURE,
                 inQuotes(node.source) +
                     " was a file when the image was laid out, and is none any more. Bring it "
                     "back or leave it out, and start again.");
}

bool sameTime(const timespec &a, const timespec &b) {
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

}  // namespace

FileDescriptor &FileDescriptor::operator=(FileDescriptor &&other) noexcept {
    if (this != &other) {
        reset();
        descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
}

void FileDescriptor::reset() {
    if (descriptor_ >= 0) {
        ::close(std::exchange(descriptor_, -1));
    }
}

// O_NONBLOCK: what became a named pipe meanwhile must not hold the burn up, nor a lease. O_NOFOLLOW: nor may a link
// that took the file's place lead somewhere else.
int openSource(const ImageNode &node) {
    const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (node.throughLink ? 0 : O_NOFOLLOW);
    return ::open(node.source.c_str(), flags);
}

SourceReader::SourceReader(std::shared_ptr<WarningLog> warnings) : warnings_(std::move(warnings)) {}

IsoStream *SourceReader::makeStream(const ImageNode &node) {
    auto data = std::make_unique<FileStream>(FileStream{this, &node});
    IsoStream *stream = burnish_iso_stream_new(&streamMethods, data.get());
    if (stream != nullptr) {
        data.release();
    }
    return stream;
}

void SourceReader::interrupt() noexcept {
    {
        const std::lock_guard lock(mutex_);
        interrupted_ = true;
    }
    wake_.notify_all();
}

std::optional<Error> SourceReader::trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

void SourceReader::fail(Error error) noexcept {
    const std::lock_guard lock(mutex_);
    if (!trouble_) {
        trouble_ = std::move(error);
        failed_ = true;
    }
}

// A file server may hold a lease and is asked to give it back when we open; the kernel grants it 45 s by default.
// false: interrupted.
bool SourceReader::waitForLease() {
    std::unique_lock lock(mutex_);
    return !wake_.wait_for(lock, std::chrono::milliseconds(20), [this] { return interrupted_.load(); });
}

Result<FileDescriptor> SourceReader::openFile(const ImageNode &node) {
    int descriptor = openSource(node);
    while (descriptor < 0 && (errno == EWOULDBLOCK || errno == EINTR) && waitForLease()) {
        descriptor = openSource(node);
    }
    if (descriptor < 0) {
        const int reason = errno;
        return interrupted_ ? errorFromTable(status::E_REQUEST_CANCELLED) : vanished(node, reason);
    }
    FileDescriptor file(descriptor);
    struct stat info {};
    if (fstat(file.get(), &info) != 0) {
        return vanished(node, errno);
    }
    if (!S_ISREG(info.st_mode)) {
        return noFileAnyMore(node);
    }
    if (static_cast<std::uint64_t>(info.st_size) != node.size) {
        return changedSize(node, static_cast<std::uint64_t>(info.st_size));
    }
    posix_fadvise(file.get(), 0, 0, POSIX_FADV_SEQUENTIAL);
    return file;
}

bool SourceReader::open(const ImageNode &node) {
    position_ = 0;
    buffered_ = taken_ = 0;
    if (node.bytes) {
        return true;
    }
    Result<FileDescriptor> file = openFile(node);
    if (!file) {
        fail(std::move(file.error()));
        return false;
    }
    file_ = std::move(*file);
    return true;
}

void SourceReader::close() {
    file_.reset();
}

// At a file's end: a size that is another one now is an error, as at its beginning. The same size with new contents
// cannot be told to be wrong (some programs only touch the date), so it is reported and not refused.
Result<void> SourceReader::checkUnchanged(const ImageNode &node) {
    struct stat info {};
    if (fstat(file_.get(), &info) != 0) {
        return vanished(node, errno);
    }
    if (static_cast<std::uint64_t>(info.st_size) != node.size) {
        return changedSize(node, static_cast<std::uint64_t>(info.st_size));
    }
    if (!sameTime(info.st_mtim, node.modified)) {
        warnings_->add(inQuotes(node.source) +
                       " was written to while the image was being made. What the disc holds of it may be a mixture.");
    }
    return {};
}

Result<void> SourceReader::fillBuffer(const ImageNode &node) {
    buffer_.resize(ReadAhead);
    const std::uint64_t rest = node.size - position_;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(ReadAhead, rest));
    ssize_t got = 0;
    do {
        got = ::read(file_.get(), buffer_.data(), wanted);
    } while (got < 0 && errno == EINTR);
    if (got < 0) {
        return vanished(node, errno);
    }
    if (got == 0) {
        return changedSize(node, position_);
    }
    taken_ = 0;
    buffered_ = static_cast<std::size_t>(got);
    if (buffered_ == rest) {
        return checkUnchanged(node);
    }
    return {};
}

int SourceReader::read(const ImageNode &node, void *target, std::size_t count) {
    if (interrupted_) {
        return -1;
    }
    const auto rest = node.size - position_;
    if (rest == 0) {
        return 0;
    }
    const std::uint8_t *from = nullptr;
    std::size_t available = 0;
    if (node.bytes) {
        from = node.bytes->data() + position_;
        available = static_cast<std::size_t>(rest);
    } else {
        if (taken_ == buffered_) {
            if (Result<void> filled = fillBuffer(node); !filled) {
                fail(std::move(filled.error()));
                return -1;
            }
        }
        from = buffer_.data() + taken_;
        available = buffered_ - taken_;
    }
    const std::size_t length = std::min(count, available);
    std::memcpy(target, from, length);
    taken_ += node.bytes ? 0 : length;
    position_ += length;
    return static_cast<int>(length);
}

}  // namespace burnish
