// SPDX-License-Identifier: LGPL-2.1-or-later
// Reading and finishing entries of the ring. A command and the response to it share their place: everything that is
// needed of the one is read before the other is written.
#include "ring.hpp"

#include "cdb.hpp"

#include <algorithm>
#include <atomic>

namespace virtual_recorder::attach {

namespace {

EntryKind kindOf(const EntryHeader &header) {
    return static_cast<EntryKind>(header.lengthAndKind & EntryKindMask);
}

std::size_t leastLength(EntryKind kind) {
    switch (kind) {
        case EntryKind::Command:
            return std::max(sizeof(CommandEntry), sizeof(ResponseEntry));
        case EntryKind::Notice:
            return sizeof(NoticeEntry);
        default:
            return sizeof(EntryHeader);
    }
}

}  // namespace

Ring::Ring(std::span<std::uint8_t> memory, std::size_t start, std::size_t size)
    : memory_(memory), start_(start), size_(size) {}

std::optional<Ring> Ring::over(std::span<std::uint8_t> memory, std::string &message) {
    if (memory.size() < sizeof(Mailbox)) {
        message = "The kernel shares too little memory for a mailbox.";
        return std::nullopt;
    }
    const auto &mailbox = *reinterpret_cast<const Mailbox *>(memory.data());
    if (mailbox.version != MailboxVersion) {
        message = "The kernel's mailbox has version " + std::to_string(mailbox.version) +
                  "; this program knows version " + std::to_string(MailboxVersion) + " alone.";
        return std::nullopt;
    }
    const std::size_t start = mailbox.ringStart, size = mailbox.ringSize;
    if (start < sizeof(Mailbox) || size == 0 || start + size > memory.size() || start % EntryAlignment != 0 ||
        size % EntryAlignment != 0) {
        message = "The kernel's mailbox contradicts itself: its ring does not lie in the shared memory.";
        return std::nullopt;
    }
    return Ring(memory, start, size);
}

// What the kernel wrote before it moved the head is there when the head is seen; the same holds for the tail.
std::size_t Ring::head() const {
    return std::atomic_ref(mailbox().head).load(std::memory_order_acquire);
}

std::size_t Ring::tail() const {
    return mailbox().tail;
}

void Ring::advance() {
    const std::size_t position = (tail() + lengthAt(tail())) % size_;
    std::atomic_ref(mailbox().tail).store(static_cast<std::uint32_t>(position), std::memory_order_release);
}

std::size_t Ring::lengthAt(std::size_t position) const {
    if (position % EntryAlignment != 0 || position + sizeof(EntryHeader) > size_) {
        return 0;
    }
    const auto &header = at<EntryHeader>(position);
    const std::size_t length = header.lengthAndKind & ~EntryKindMask;
    return length < leastLength(kindOf(header)) || position + length > size_ ? 0 : length;
}

// Padding and notices are passed over; a notice that concerns a command was seen by givenUp() while it mattered.
std::optional<Command> Ring::next() {
    while (!broken_ && tail() != head()) {
        if (lengthAt(tail()) == 0) {
            broken_ = true;
            break;
        }
        auto &header = at<EntryHeader>(tail());
        const EntryKind kind = kindOf(header);
        if (kind == EntryKind::Command) {
            if (const auto command = understood()) {
                current_ = *command;
                return command;
            }
        }
        if (kind != EntryKind::Padding && kind != EntryKind::Notice) {
            header.userFlags |= UnknownEntry;
        }
        advance();
    }
    return std::nullopt;
}

std::span<const Segment> Ring::segments() const {
    auto &entry = at<CommandEntry>(tail());
    return {reinterpret_cast<const Segment *>(&entry + 1), entry.segments};
}

std::span<std::uint8_t> Ring::room(const Segment &segment) const {
    return memory_.subspan(reinterpret_cast<std::uintptr_t>(segment.iov_base), segment.iov_len);
}

// Nothing where the entry points out of the memory.
std::optional<Command> Ring::understood() const {
    const auto &entry = at<CommandEntry>(tail());
    if (entry.cdbOffset >= memory_.size() ||
        entry.segments > (lengthAt(tail()) - sizeof(CommandEntry)) / sizeof(Segment)) {
        return std::nullopt;
    }
    const std::size_t cdbLength = lengthOfCdb(memory_[entry.cdbOffset]);
    if (cdbLength > memory_.size() - entry.cdbOffset) {
        return std::nullopt;
    }
    Command command{.id = entry.header.id, .cdb = memory_.subspan(entry.cdbOffset, cdbLength)};
    for (const Segment &segment : segments()) {
        const auto offset = reinterpret_cast<std::uintptr_t>(segment.iov_base);
        if (offset > memory_.size() || segment.iov_len > memory_.size() - offset) {
            return std::nullopt;
        }
        command.length += segment.iov_len;
    }
    command.direction = command.length > 0 ? directionOf(command.cdb[0]) : Direction::None;
    return command;
}

void Ring::take(std::span<std::uint8_t> data) const {
    for (const Segment &segment : segments()) {
        std::copy_n(room(segment).begin(), segment.iov_len, data.begin());
        data = data.subspan(segment.iov_len);
    }
}

// The kernel heeds the length only where it is not zero, and copies the whole room otherwise: no old data may be there.
void Ring::finish(const Answer &answer, std::span<const std::uint8_t> data) {
    const bool answers = current_.direction == Direction::FromDevice;
    const std::size_t moved = answers ? std::min(data.size(), current_.length) : 0;
    for (const Segment &segment : answers ? segments() : std::span<const Segment>()) {
        const std::size_t part = std::min(segment.iov_len, data.size());
        const auto rest = std::copy_n(data.begin(), part, room(segment).begin());
        std::fill(rest, room(segment).end(), std::uint8_t{0});
        data = data.subspan(part);
    }
    auto &response = at<ResponseEntry>(tail());
    const bool tellsLength = (mailbox().flags & ReadLengthCapability) != 0 && moved < current_.length && answers;
    response.header.userFlags |= tellsLength ? ReadLengthValid : 0;
    response.status = answer.status;
    response.readLength = static_cast<std::uint32_t>(tellsLength ? moved : 0);
    response.sense.fill(0);
    std::copy_n(answer.sense.begin(), std::min(answer.senseLength, answer.sense.size()), response.sense.begin());
    advance();
}

// By a notice that stands behind it in the ring.
bool Ring::givenUp() const {
    for (std::size_t position = tail(); position != head();) {
        const std::size_t length = lengthAt(position);
        if (length == 0) {
            return false;
        }
        if (kindOf(at<EntryHeader>(position)) == EntryKind::Notice && namesCurrent(position)) {
            return true;
        }
        position = (position + length) % size_;
    }
    return false;
}

bool Ring::namesCurrent(std::size_t notice) const {
    const auto &entry = at<NoticeEntry>(notice);
    const auto *ids = reinterpret_cast<const std::uint16_t *>(&entry + 1);
    const std::size_t room = (lengthAt(notice) - sizeof(NoticeEntry)) / sizeof *ids;
    const auto *end = ids + std::min<std::size_t>(entry.commands, room);
    return std::find(ids, end, current_.id) != end;
}

}  // namespace virtual_recorder::attach
