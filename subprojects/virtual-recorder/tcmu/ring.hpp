// SPDX-License-Identifier: LGPL-2.1-or-later
// Ring: the mailbox and the ring of commands that the kernel shares with who serves a TCMU device. Memory alone: who
// waits for the kernel and tells it is the bridge's loop.
#pragma once

#include "mailbox.hpp"
#include "virtual_recorder/recorder.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace virtual_recorder::attach {

struct Command {
    std::uint16_t id = 0;               // the kernel's
    std::span<const std::uint8_t> cdb;  // in the shared memory
    std::size_t length = 0;             // of the data phase
    Direction direction = Direction::None;
};

class Ring {
public:
    // Nothing, and a sentence for people, where the memory holds no mailbox that can be served.
    [[nodiscard]] static std::optional<Ring> over(std::span<std::uint8_t> memory, std::string &message);

    // The oldest command that is not finished. What is none is passed over.
    [[nodiscard]] std::optional<Command> next();
    // What is in the ring cannot be understood: nothing behind it can be served.
    [[nodiscard]] bool broken() const { return broken_; }

    // Of the command that next() gave: its data out of the shared memory, and its end. What data came from the device
    // is put there, and the rest of the room is cleared.
    void take(std::span<std::uint8_t> data) const;
    void finish(const Answer &answer, std::span<const std::uint8_t> data);
    // The kernel has given it up in the meantime.
    [[nodiscard]] bool givenUp() const;

private:
    Ring(std::span<std::uint8_t> memory, std::size_t start, std::size_t size);

    [[nodiscard]] std::size_t head() const;
    [[nodiscard]] std::size_t tail() const;
    template <typename Entry>
    [[nodiscard]] Entry &at(std::size_t position) const {
        return *reinterpret_cast<Entry *>(memory_.data() + start_ + position);
    }
    [[nodiscard]] Mailbox &mailbox() const { return *reinterpret_cast<Mailbox *>(memory_.data()); }
    [[nodiscard]] std::size_t lengthAt(std::size_t position) const;  // 0: no entry can be there
    [[nodiscard]] std::span<const Segment> segments() const;         // of the oldest entry
    [[nodiscard]] std::span<std::uint8_t> room(const Segment &segment) const;
    [[nodiscard]] std::optional<Command> understood() const;
    [[nodiscard]] bool namesCurrent(std::size_t notice) const;
    void advance();

    std::span<std::uint8_t> memory_;
    std::size_t start_;  // of the ring in the memory
    std::size_t size_;
    Command current_;
    bool broken_ = false;
};

}  // namespace virtual_recorder::attach
