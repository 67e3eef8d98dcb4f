// SPDX-License-Identifier: GPL-3.0-or-later
// SourceReader: reads the files of one image while libisofs's thread asks for them, and keeps what went wrong.
#pragma once

#include "base/result.hpp"
#include "image/image_tree.hpp"
#include "image/iso_library.hpp"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace burnish {

// A descriptor that closes itself.
class FileDescriptor {
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int descriptor) : descriptor_(descriptor) {}
    ~FileDescriptor() { reset(); }
    FileDescriptor(FileDescriptor &&other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    FileDescriptor &operator=(FileDescriptor &&other) noexcept;
    [[nodiscard]] int get() const { return descriptor_; }
    void reset();

private:
    int descriptor_ = -1;
};

class SourceReader {
public:
    explicit SourceReader(std::shared_ptr<WarningLog> warnings);

    // A stream of libisofs over a file's contents, with one reference. Reader and node outlive it. nullptr: no memory.
    [[nodiscard]] IsoStream *makeStream(const ImageNode &node);

    // Any thread: the read that is going on and all further ones fail.
    void interrupt() noexcept;
    [[nodiscard]] bool interrupted() const { return interrupted_; }
    // Nothing more comes: interrupted, or look at trouble(). Any thread.
    [[nodiscard]] bool ended() const { return interrupted_ || failed_; }
    // The first thing that went wrong. Any thread.
    [[nodiscard]] std::optional<Error> trouble() const;

    // What libisofs's thread calls, one file at a time. false and -1: look at trouble().
    [[nodiscard]] bool open(const ImageNode &node);
    [[nodiscard]] int read(const ImageNode &node, void *target, std::size_t count);
    void close();
    void fail(Error error) noexcept;

private:
    [[nodiscard]] Result<FileDescriptor> openFile(const ImageNode &node);
    [[nodiscard]] Result<void> fillBuffer(const ImageNode &node);
    [[nodiscard]] Result<void> checkUnchanged(const ImageNode &node);
    [[nodiscard]] bool waitForLease();

    const std::shared_ptr<WarningLog> warnings_;
    std::atomic<bool> interrupted_{false};
    std::atomic<bool> failed_{false};

    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::optional<Error> trouble_;

    // The open file.
    FileDescriptor file_;
    std::uint64_t position_ = 0;        // of the next byte that libisofs gets
    std::vector<std::uint8_t> buffer_;  // read ahead, as libisofs asks for 2048 bytes at a time
    std::size_t buffered_ = 0;
    std::size_t taken_ = 0;
};

// Opens the file of a node as reading it for the image would. EWOULDBLOCK: another program holds a lease on it.
[[nodiscard]] int openSource(const ImageNode &node);

}  // namespace burnish
