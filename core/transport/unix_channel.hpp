// SPDX-License-Identifier: LGPL-2.1-or-later
// UnixChannel: whole messages over a stream socket, each within a time.
#pragma once

#include "base/result.hpp"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

namespace burnish {

class UnixChannel {
public:
    using Deadline = std::chrono::steady_clock::time_point;

    // Errors: DEV_NOT_EXIST (nobody serves there), ACCESSDENIED, NOT_A_RECORDER (no socket), INVALIDARG (too long a
    // name).
    [[nodiscard]] static Result<UnixChannel> connect(const std::string &path);
    UnixChannel(UnixChannel &&other) noexcept;
    UnixChannel &operator=(UnixChannel &&) = delete;
    ~UnixChannel();

    // Errors: DEV_NOT_EXIST (the other side has gone), RECORDER_COMMAND_TIMEOUT. After either, nothing more is said: an
    // answer that comes late must not be taken for the next one.
    [[nodiscard]] Result<void> send(std::span<const std::uint8_t> bytes, Deadline deadline);
    [[nodiscard]] Result<void> receive(std::span<std::uint8_t> bytes, Deadline deadline);
    void close();

private:
    explicit UnixChannel(int socket) : socket_(socket) {}
    [[nodiscard]] Result<void> wait(short events, Deadline deadline);
    [[nodiscard]] Error broken(Status status, const std::string &why);

    int socket_;
};

}  // namespace burnish
