// SPDX-License-Identifier: GPL-3.0-or-later
// ImageStream: an image as a stream of bytes. libisofs's thread makes them while they are read.
#pragma once

#include "base/result.hpp"
#include "image/image_tree.hpp"
#include "image/iso_author.hpp"
#include "image/source_reader.hpp"
#include "image/tree_aligner.hpp"
#include "stream/stream.hpp"

#include <array>
#include <memory>

namespace burnish {

class ImageStream final : public Stream {
public:
    // keepAlive is released with the stream: the image sees from it that it must not change.
    [[nodiscard]] static Result<std::unique_ptr<ImageStream>> create(std::shared_ptr<const ImageNode> root,
                                                                     const AuthorOptions &options,
                                                                     std::shared_ptr<WarningLog> warnings,
                                                                     std::shared_ptr<void> keepAlive);
    ~ImageStream() override;
    ImageStream(const ImageStream &) = delete;
    ImageStream &operator=(const ImageStream &) = delete;

    [[nodiscard]] std::uint64_t length() const override { return length_; }
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> target) override;
    [[nodiscard]] Result<void> seek(std::uint64_t offset) override;
    void interrupt() noexcept override;

private:
    struct Writer;

    ImageStream(std::shared_ptr<const ImageNode> root, const AuthorOptions &options,
                std::shared_ptr<WarningLog> warnings, std::shared_ptr<void> keepAlive);
    [[nodiscard]] Result<void> start();
    [[nodiscard]] bool take(std::span<std::uint8_t> target);
    [[nodiscard]] Result<std::size_t> readTree(std::span<std::uint8_t> target);
    [[nodiscard]] Result<void> skip(std::uint64_t count);
    [[nodiscard]] Error readFailure() const;

    const std::shared_ptr<const ImageNode> root_;
    const AuthorOptions options_;
    const std::shared_ptr<WarningLog> warnings_;
    const std::shared_ptr<void> keepAlive_;
    std::uint64_t length_ = 0;
    std::uint64_t position_ = 0;

    TreeAligner aligner_;
    std::array<std::uint8_t, TreeAligner::BlockSize> block_{};  // of the tree, handed out up to blockUsed_
    std::size_t blockUsed_ = TreeAligner::BlockSize;

    mutable std::mutex mutex_;        // writer_ against interrupt()
    std::shared_ptr<Writer> writer_;  // at work from position 0 on
};

}  // namespace burnish
