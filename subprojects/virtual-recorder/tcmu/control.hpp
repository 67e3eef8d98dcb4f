// SPDX-License-Identifier: LGPL-2.1-or-later
// What the other commands say to a running attachment, and what it answers: a line of JSON each way.
#pragma once

#include "places.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace virtual_recorder::attach {

enum class Wish : std::uint8_t { Describe, Press, Insert, Detach };

struct Request {
    Wish wish = Wish::Describe;
    std::string disc = {};    // Insert: as on the command line
    std::string folder = {};  // Insert: from where its path starts
    bool force = false;       // Detach
};

struct Reply {
    bool done = false;
    std::string message = {};  // a sentence for people
    std::string block = {};    // to Describe
    std::string generic = {};
    std::string disc = {};
};

// A client that waits for an answer. Its end is the answer's end.
class ControlClient {
public:
    explicit ControlClient(int socket) : socket_(socket) {}
    ~ControlClient();
    ControlClient(const ControlClient &) = delete;
    ControlClient &operator=(const ControlClient &) = delete;

    [[nodiscard]] int socket() const { return socket_; }
    // Nothing where what came is no request, or does not come in time.
    [[nodiscard]] std::optional<Request> receive() const;
    void answer(const Reply &reply) const;
    // The connection ends with the process instead.
    void keep() { socket_ = -1; }

private:
    int socket_;
};

// Asks a running attachment and waits until it has answered and hung up. Nothing where none is running.
[[nodiscard]] std::optional<Reply> ask(const Places &places, const Identity &identity, const Request &request);

}  // namespace virtual_recorder::attach
