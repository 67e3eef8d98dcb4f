// SPDX-License-Identifier: GPL-3.0-or-later
// DiscBlocks: a session on a disc as libisofs reads it, block by block, over a function that reads from the drive.
#include "image/disc_blocks.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace burnish {

namespace {

// ECMA-119, 8.4: type 1, "CD001"; the volume's size in blocks and the root's address, little-endian.
constexpr std::uint32_t DescriptorBlock = 16;
constexpr std::size_t VolumeSize = 80;
constexpr std::size_t RootAddress = 158;

// libisofs does not notice a folder that lies within itself, and reads it for ever. In a sound file system it reads a
// block once, or once for every file whose long name is in it, of which there is room for a hundred.
constexpr std::uint32_t MostReads = 512;

bool isPrimaryDescriptor(const DiscBlock &block) {
    return block[0] == 1 && std::memcmp(block.data() + 1, "CD001", 5) == 0;
}

std::uint32_t littleEndian32(const std::uint8_t *bytes) {
    return bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8 | static_cast<std::uint32_t>(bytes[2]) << 16 |
           static_cast<std::uint32_t>(bytes[3]) << 24;
}

// A folder's first record is of itself (ECMA-119, 9.1): its address, and a name of one zero byte.
bool isFolderAt(const DiscBlock &block, std::uint32_t address) {
    return block[0] >= 34 && littleEndian32(block.data() + 2) == address && block[32] == 1 && block[33] == 0;
}

int openSource(IsoDataSource *) {
    return 1;
}

int closeSource(IsoDataSource *) {
    return 1;
}

int readSource(IsoDataSource *source, std::uint32_t lba, std::uint8_t *target) {
    return static_cast<BlockSource *>(source->data)->readForLibrary(lba, target)
               ? 1
               : static_cast<int>(ISO_DATA_SOURCE_FAILURE);
}

void freeSource(IsoDataSource *) {}

}  // namespace

// libisofs takes the Joliet tree where the other is damaged. A reader of Rock Ridge would find an empty disc, so the
// root is looked at here.
Result<std::unique_ptr<DiscBlocks>> DiscBlocks::open(const ReadBlocks &readBlocks, std::uint32_t sessionStart) {
    std::unique_ptr<DiscBlocks> disc(new DiscBlocks(readBlocks));
    DiscBlock &block = disc->descriptor_;
    TRY(disc->read(sessionStart + DescriptorBlock, 1, block.data()));
    if (!isPrimaryDescriptor(block)) {
        return Error(status::E_NO_SUPPORTED_FILE_SYSTEM,
                     "The session at block " + std::to_string(sessionStart) +
                         " holds no ISO 9660 file system, so that there are no files to be found in it.");
    }
    disc->end_ = std::uint64_t{sessionStart} + littleEndian32(block.data() + VolumeSize);
    const std::uint32_t root = littleEndian32(block.data() + RootAddress);
    DiscBlock folder{};
    TRY(disc->read(root, 1, folder.data()));
    if (!isFolderAt(folder, root)) {
        return Error(status::E_FILE_SYSTEM_READ_CONSISTENCY_ERROR,
                     "The disc's root folder is damaged, so that its files cannot be found.",
                     "no folder at block " + std::to_string(root));
    }
    return disc;
}

IsoPointer<IsoDataSource> BlockSource::makeDataSource() {
    auto *source = static_cast<IsoDataSource *>(std::calloc(1, sizeof(IsoDataSource)));  // libisofs frees it
    if (source != nullptr) {
        source->refcount = 1;
        source->open = openSource;
        source->close = closeSource;
        source->read_block = readSource;
        source->free_data = freeSource;
        source->data = this;
    }
    return IsoPointer<IsoDataSource>(source);
}

void KeptBlocks::keep(std::uint32_t lba, const std::uint8_t *block) {
    std::memcpy(blocks_[lba].data(), block, BlockSize);
}

bool KeptBlocks::readForLibrary(std::uint32_t lba, std::uint8_t *target) noexcept {
    const auto found = blocks_.find(lba);
    if (found == blocks_.end()) {
        return false;
    }
    std::memcpy(target, found->second.data(), BlockSize);
    return true;
}

// A folder's blocks lie behind each other, and a drive takes as long for one block as for thirty-two. Behind the end
// of the file system nothing may be readable, so reading ahead stops there.
bool DiscBlocks::readForLibrary(std::uint32_t lba, std::uint8_t *target) noexcept {
    try {
        if (++reads_[lba] > MostReads) {
            trouble_ = Error(status::E_FILE_SYSTEM_READ_CONSISTENCY_ERROR,
                             "The disc's folders lead back into themselves, so that they have no end.",
                             "block " + std::to_string(lba) + " was read " + std::to_string(MostReads) + " times");
            return false;
        }
        if (kept_ != nullptr && kept_->readForLibrary(lba, target)) {
            return true;
        }
        if (lba < aheadStart_ || lba - aheadStart_ >= aheadCount_) {
            const std::uint64_t rest = end_ > lba ? end_ - lba : 1;
            const auto count = static_cast<std::uint32_t>(std::min<std::uint64_t>(BlocksPerRead, rest));
            ahead_.resize(BlocksPerRead * BlockSize);
            aheadCount_ = 0;
            if (Result<void> result = readBlocks_(lba, count, ahead_.data()); !result) {
                trouble_ = std::move(result.error());
                return false;
            }
            aheadStart_ = lba;
            aheadCount_ = count;
        }
        std::memcpy(target, ahead_.data() + (lba - aheadStart_) * BlockSize, BlockSize);
        if (kept_ != nullptr) {
            kept_->keep(lba, target);
        }
        return true;
    } catch (const std::exception &failure) {
        trouble_ = Error(status::E_FAIL, "Reading the disc failed.", failure.what());
        return false;
    }
}

}  // namespace burnish
