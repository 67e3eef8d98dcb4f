// SPDX-License-Identifier: LGPL-2.1-or-later
// The layout of the memory that the kernel shares with who serves a TCMU device, version 2. The kernel's own header
// (linux/target_core_user.h) is C that C++ does not take; the tests compare the two.
#pragma once

#include <sys/uio.h>

#include <array>
#include <cstddef>
#include <cstdint>

namespace virtual_recorder::attach {

// At the start of the memory.
struct Mailbox {
    std::uint16_t version;
    std::uint16_t flags;
    std::uint32_t ringStart;
    std::uint32_t ringSize;
    std::uint32_t head;              // the kernel's: behind the newest entry
    alignas(64) std::uint32_t tail;  // ours: the oldest entry that is not finished
};

inline constexpr std::uint16_t MailboxVersion = 2;
inline constexpr std::uint16_t ReadLengthCapability = 0x0002;

enum class EntryKind : std::uint8_t { Padding = 0, Command = 1, Notice = 2 };

inline constexpr std::size_t EntryAlignment = 8;
inline constexpr std::uint32_t EntryKindMask = 0x07;  // of lengthAndKind
inline constexpr std::uint8_t UnknownEntry = 0x01, ReadLengthValid = 0x02;

struct EntryHeader {
    std::uint32_t lengthAndKind;
    std::uint16_t id;
    std::uint8_t kernelFlags;
    std::uint8_t userFlags;
};

// A command as it comes, with its segments behind it. Offsets count from the start of the memory.
struct CommandEntry {
    EntryHeader header;
    std::uint32_t segments;
    std::uint32_t otherSegments[2];
    std::uint64_t cdbOffset;
    std::uint64_t unused[2];
};
using Segment = iovec;  // the base is an offset

// What takes its place when it is finished.
struct ResponseEntry {
    EntryHeader header;
    std::uint8_t status;
    std::uint8_t unused[3];
    std::uint32_t readLength;
    std::array<std::uint8_t, 96> sense;
};

// Commands that the kernel has given up, their numbers behind it.
struct NoticeEntry {
    EntryHeader header;
    std::uint8_t reason;
    std::uint8_t unused[3];
    std::uint32_t commands;
    std::uint64_t unused2[2];
};

}  // namespace virtual_recorder::attach
