// SPDX-License-Identifier: GPL-3.0-or-later
// TreeAligner: puts the folders that libisofs makes to the addresses that libisofs has given them.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <functional>
#include <span>

namespace burnish {

class TreeAligner {
public:
    static constexpr std::size_t BlockSize = 2048;
    using Block = std::span<std::uint8_t, BlockSize>;
    // Gives libisofs's next block; false where there is none.
    using NextBlock = std::function<bool(Block)>;

    // startBlock: the address of the first block.
    explicit TreeAligner(std::uint32_t startBlock) : address_(startBlock), firstAddress_(startBlock) {}

    // Whether all folders have passed: from then on libisofs's bytes are right as they come.
    [[nodiscard]] bool finished() const { return part_ == Part::Done && !holding_; }
    // The image's next block. E_FSI_INTERNAL_ERROR where a folder comes too late; false where nothing comes.
    [[nodiscard]] Result<bool> next(Block target, const NextBlock &source);

private:
    enum class Part { Descriptors, Folders, Done };

    [[nodiscard]] Result<void> judge(std::span<const std::uint8_t> block);
    [[nodiscard]] Result<void> expectAt(std::uint32_t address);

    Part part_ = Part::Descriptors;
    std::uint64_t address_;
    std::uint32_t firstAddress_;
    std::uint32_t rootAddress_ = 0;
    std::uint32_t pathTableAddress_ = 0;
    std::uint32_t folderBlocks_ = 0;  // still to come of the folder that has begun
    std::uint64_t missing_ = 0;       // zero blocks to hand out before the held block
    bool holding_ = false;
    std::uint8_t held_[BlockSize] = {};
};

}  // namespace burnish
