// SPDX-License-Identifier: GPL-3.0-or-later
// DiscBlocks: a session on a disc as libisofs reads it, block by block, over a function that reads from the drive.
#pragma once

#include "base/result.hpp"
#include "image/iso_library.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace burnish {

constexpr std::size_t BlockSize = 2048;
constexpr std::uint32_t BlocksPerRead = 32;  // 64 KiB, one command of a drive

using DiscBlock = std::array<std::uint8_t, BlockSize>;

// What libisofs reads a session from.
class BlockSource {
public:
    virtual ~BlockSource() = default;
    // One block. false: it cannot be read.
    [[nodiscard]] virtual bool readForLibrary(std::uint32_t lba, std::uint8_t *target) noexcept = 0;
    // For libisofs; this object outlives it. Null: no memory.
    [[nodiscard]] IsoPointer<IsoDataSource> makeDataSource();
};

// Blocks that were read once, in memory: the folders of a session are, so that they can be read again while the disc is
// written.
class KeptBlocks final : public BlockSource {
public:
    void keep(std::uint32_t lba, const std::uint8_t *block);
    [[nodiscard]] bool readForLibrary(std::uint32_t lba, std::uint8_t *target) noexcept override;

private:
    std::unordered_map<std::uint32_t, DiscBlock> blocks_;
};

class DiscBlocks final : public BlockSource {
public:
    using ReadBlocks = std::function<Result<void>(std::uint32_t lba, std::uint32_t count, std::uint8_t *target)>;

    // Reads the primary volume descriptor and looks for the root. E_NO_SUPPORTED_FILE_SYSTEM,
    // E_FILE_SYSTEM_READ_CONSISTENCY_ERROR, or the error of reading.
    [[nodiscard]] static Result<std::unique_ptr<DiscBlocks>> open(const ReadBlocks &readBlocks,
                                                                  std::uint32_t sessionStart);

    // From now on, what libisofs reads is put there too.
    void keepIn(KeptBlocks &kept) { kept_ = &kept; }
    // The session's primary volume descriptor.
    [[nodiscard]] const DiscBlock &descriptor() const { return descriptor_; }
    // Up to BlocksPerRead blocks.
    [[nodiscard]] Result<void> read(std::uint32_t lba, std::uint32_t count, std::uint8_t *target) const {
        return readBlocks_(lba, count, target);
    }
    // What made libisofs's reading fail, if it was the drive.
    [[nodiscard]] const std::optional<Error> &trouble() const { return trouble_; }

    // With the blocks behind it read ahead. false: look at trouble().
    [[nodiscard]] bool readForLibrary(std::uint32_t lba, std::uint8_t *target) noexcept override;

private:
    explicit DiscBlocks(ReadBlocks readBlocks) : readBlocks_(std::move(readBlocks)) {}

    const ReadBlocks readBlocks_;
    std::unordered_map<std::uint32_t, std::uint32_t> reads_;  // of each block
    KeptBlocks *kept_ = nullptr;
    DiscBlock descriptor_{};
    std::uint64_t end_ = 0;  // of the session's file system
    std::vector<std::uint8_t> ahead_;
    std::uint32_t aheadStart_ = 0;
    std::uint32_t aheadCount_ = 0;
    std::optional<Error> trouble_;
};

}  // namespace burnish
