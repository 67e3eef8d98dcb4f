// SPDX-License-Identifier: LGPL-2.1-or-later
// FileStream: a regular file or a block device, read from front to end without ever holding it in memory.
#pragma once

#include "stream/stream.hpp"

#include <memory>
#include <string>

namespace burnish {

class FileStream final : public Stream {
public:
    // E_FILE_NOT_FOUND, E_ACCESSDENIED, E_INVALIDARG (no regular file and no block device), E_STREAM_READ_FAILURE.
    [[nodiscard]] static Result<std::unique_ptr<FileStream>> open(const std::string &path);
    ~FileStream() override;
    FileStream(const FileStream &) = delete;
    FileStream &operator=(const FileStream &) = delete;

    [[nodiscard]] std::uint64_t length() const override { return length_; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;

private:
    FileStream(std::string path, int descriptor, std::uint64_t length);

    const std::string path_;
    const int descriptor_;
    const std::uint64_t length_;
    std::uint64_t position_ = 0;
};

}  // namespace burnish
