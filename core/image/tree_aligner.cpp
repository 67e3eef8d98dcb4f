// SPDX-License-Identifier: GPL-3.0-or-later
// TreeAligner: puts the folders that libisofs makes to the addresses that libisofs has given them.
//
// What Rock Ridge keeps about a file and has no room for in its directory record (long names, long link targets) goes
// into blocks behind the folder, the continuation area. libisofs 1.5.4 reckons its size before it writes, and reckons
// too much where many such names make it cross blocks: it counts the bytes up to the next block twice. Then everything
// after that folder, the contents of all files included, would lie before its address. But each folder's first record
// holds the address that was reckoned for it, and so does the volume descriptor for the path table behind the last
// one. So where one of these comes early, the blocks that were reckoned and not written are put in as zeros.
#include "image/tree_aligner.hpp"

#include <algorithm>
#include <cstring>
#include <string>

namespace burnish {

namespace {

constexpr std::uint32_t DescriptorBlock = 16;

// Fields of a directory record (ECMA-119, 9.1), and of the primary volume descriptor (8.4).
constexpr std::size_t RecordAddress = 2;
constexpr std::size_t RecordAddressBigEndian = 6;
constexpr std::size_t RecordDataLength = 10;
constexpr std::size_t RecordFlags = 25;
constexpr std::size_t RecordNameLength = 32;
constexpr std::size_t RecordName = 33;
constexpr std::uint8_t FolderFlag = 2;
constexpr std::size_t PathTableAddress = 140;
constexpr std::size_t RootRecord = 156;

std::uint32_t littleEndian(std::span<const std::uint8_t> bytes, std::size_t offset) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i > 0; --i) {
        value = value << 8 | bytes[offset + i - 1];
    }
    return value;
}

std::uint32_t bigEndian(std::span<const std::uint8_t> bytes, std::size_t offset) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        value = value << 8 | bytes[offset + i];
    }
    return value;
}

// The record that a folder has of itself. A continuation area begins with two letters instead.
bool beginsFolder(std::span<const std::uint8_t> block) {
    return block[0] >= 34 && block[1] == 0 && block[RecordNameLength] == 1 && block[RecordName] == 0 &&
           (block[RecordFlags] & FolderFlag) != 0 &&
           littleEndian(block, RecordAddress) == bigEndian(block, RecordAddressBigEndian);
}

// The root's record is the first of a path table (ECMA-119, 9.4): name length 1, address, its own parent.
bool beginsPathTable(std::span<const std::uint8_t> block, std::uint32_t rootAddress) {
    return block[0] == 1 && block[1] == 0 && littleEndian(block, 2) == rootAddress && block[6] == 1 && block[7] == 0;
}

}  // namespace

Result<void> TreeAligner::expectAt(std::uint32_t address) {
    if (address < address_) {
        return Error(status::E_FSI_INTERNAL_ERROR,
                     "libisofs laid the image out wrongly: its folders need more room than it reckoned. Shorten very "
                     "long names or link targets.",
                     "a folder for block " + std::to_string(address) + " came at block " + std::to_string(address_));
    }
    missing_ = address - address_;
    return {};
}

Result<void> TreeAligner::judge(std::span<const std::uint8_t> block) {
    if (part_ == Part::Descriptors) {
        if (address_ == firstAddress_ + std::uint64_t{DescriptorBlock}) {
            pathTableAddress_ = littleEndian(block, PathTableAddress);
            rootAddress_ = littleEndian(block, RootRecord + RecordAddress);
        }
        if (address_ > firstAddress_ + std::uint64_t{DescriptorBlock} && address_ == rootAddress_) {
            part_ = Part::Folders;
        }
    }
    if (part_ != Part::Folders) {
        return {};
    }
    if (folderBlocks_ > 0) {
        --folderBlocks_;
    } else if (beginsFolder(block)) {
        folderBlocks_ = littleEndian(block, RecordDataLength) / BlockSize - 1;
        return expectAt(littleEndian(block, RecordAddress));
    } else if (beginsPathTable(block, rootAddress_)) {
        part_ = Part::Done;
        return expectAt(pathTableAddress_);
    }
    return {};
}

Result<bool> TreeAligner::next(Block target, const NextBlock &source) {
    if (!holding_) {
        if (!source(Block(held_))) {
            return false;
        }
        holding_ = true;
        TRY(judge(held_));
    }
    ++address_;
    if (missing_ > 0) {
        --missing_;
        std::fill(target.begin(), target.end(), std::uint8_t{0});
    } else {
        holding_ = false;
        std::memcpy(target.data(), held_, BlockSize);
    }
    return true;
}

}  // namespace burnish
