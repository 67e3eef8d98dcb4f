// SPDX-License-Identifier: GPL-3.0-or-later
// Whether all folders of a session on a disc are whole.
//
// libisofs takes a damaged folder for an empty one and says so only in its message queue. A session that takes over
// what is left would silently lose files, so every folder is looked at before: its first record is of itself, and its
// records fill its blocks without a break (ECMA-119, 6.8.1 and 9.1).
#include "image/folder_check.hpp"

#include <cstring>
#include <string>
#include <unordered_set>
#include <vector>

namespace burnish {

namespace {

constexpr std::uint32_t FirstDescriptor = 16;
constexpr std::uint32_t MostDescriptors = 64;
constexpr std::uint8_t Supplementary = 2, Terminator = 255;
constexpr std::size_t EscapeSequences = 88;
constexpr std::size_t RootRecord = 156;
constexpr std::size_t RecordAddress = 2, RecordLength = 10, RecordFlags = 25, RecordNameLength = 32, RecordName = 33;
constexpr std::size_t ShortestRecord = 34;
constexpr std::uint8_t FolderFlag = 2;

std::uint32_t littleEndian(const std::uint8_t *bytes) {
    return bytes[0] | static_cast<std::uint32_t>(bytes[1]) << 8 | static_cast<std::uint32_t>(bytes[2]) << 16 |
           static_cast<std::uint32_t>(bytes[3]) << 24;
}

Error damaged(std::uint32_t address) {
    return Error(status::E_FILE_SYSTEM_READ_CONSISTENCY_ERROR,
                 "A folder of the disc is damaged, so that not all of its files can be found.",
                 "folder at block " + std::to_string(address));
}

class Walk {
public:
    explicit Walk(DiscBlocks &disc) : disc_(disc) {}

    Result<void> from(const std::uint8_t *record) {
        note(record);
        while (!waiting_.empty()) {
            const Folder folder = waiting_.back();
            waiting_.pop_back();
            TRY(visit(folder));
        }
        return {};
    }

private:
    struct Folder {
        std::uint32_t address;
        std::uint32_t bytes;
    };

    // Each folder once, also where the tree leads back into itself.
    void note(const std::uint8_t *record) {
        const Folder folder{littleEndian(record + RecordAddress), littleEndian(record + RecordLength)};
        if (seen_.insert(folder.address).second) {
            waiting_.push_back(folder);
        }
    }

    Result<void> visit(const Folder &folder) {
        if (folder.bytes == 0 || folder.bytes % BlockSize != 0) {
            return damaged(folder.address);
        }
        DiscBlock block{};
        for (std::uint32_t i = 0; i < folder.bytes / BlockSize; ++i) {
            if (!disc_.readForLibrary(folder.address + i, block.data())) {
                return *disc_.trouble();
            }
            const bool isItself = littleEndian(block.data() + RecordAddress) == folder.address && block[0] != 0 &&
                                  block[RecordNameLength] == 1 && block[RecordName] == 0;
            if ((i == 0 && !isItself) || !takeRecords(block)) {
                return damaged(folder.address);
            }
        }
        return {};
    }

    // false: they are no records.
    bool takeRecords(const DiscBlock &block) {
        for (std::size_t at = 0; at < BlockSize && block[at] != 0; at += block[at]) {
            const std::uint8_t *record = block.data() + at;
            if (record[0] < ShortestRecord || at + record[0] > BlockSize ||
                RecordName + record[RecordNameLength] > record[0]) {
                return false;
            }
            const bool isOwn = record[RecordNameLength] == 1 && record[RecordName] <= 1;  // itself, or its parent
            if ((record[RecordFlags] & FolderFlag) != 0 && !isOwn) {
                note(record);
            }
        }
        return true;
    }

    DiscBlocks &disc_;
    std::vector<Folder> waiting_;
    std::unordered_set<std::uint32_t> seen_;
};

bool isJoliet(const DiscBlock &block) {
    const auto *escape = block.data() + EscapeSequences;
    return block[0] == Supplementary && escape[0] == '%' && escape[1] == '/' &&
           (escape[2] == '@' || escape[2] == 'C' || escape[2] == 'E');
}

}  // namespace

Result<void> checkFolders(DiscBlocks &disc, const DiscBlock &descriptor) {
    return Walk(disc).from(descriptor.data() + RootRecord);
}

Result<bool> findJolietDescriptor(DiscBlocks &disc, std::uint32_t sessionStart, DiscBlock &descriptor) {
    for (std::uint32_t i = 1; i < MostDescriptors; ++i) {
        if (!disc.readForLibrary(sessionStart + FirstDescriptor + i, descriptor.data())) {
            return *disc.trouble();
        }
        if (descriptor[0] == Terminator || std::memcmp(descriptor.data() + 1, "CD001", 5) != 0) {
            return false;
        }
        if (isJoliet(descriptor)) {
            return true;
        }
    }
    return false;
}

}  // namespace burnish
