// SPDX-License-Identifier: LGPL-2.1-or-later
// What the other commands say to a running attachment, and what it answers: a line of JSON each way.
#pragma once

#include "../server/listener.hpp"
#include "places.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>

namespace virtual_recorder::attach {

// "do": press, insert (with "disc" and the "folder" that its path starts from), detach ("force"), describe.
using Request = nlohmann::json;
// "done": whether it was, "message": a sentence for people.
using Reply = nlohmann::json;

[[nodiscard]] Reply reply(bool done, const std::string &message);

// A client that waits for an answer. Its end is the answer's end.
class ControlClient {
public:
    explicit ControlClient(int socket) : socket_(socket) {}
    ControlClient(ControlClient &&other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
    ControlClient &operator=(ControlClient &&) = delete;
    ~ControlClient();
    [[nodiscard]] int descriptor() const { return socket_; }

    // Nothing where what came is no request, or does not come in time.
    [[nodiscard]] std::optional<Request> receive();
    void answer(const Reply &reply) const;

private:
    int socket_;
};

// Asks a running attachment and waits until it has answered and hung up. Nothing where none is running.
[[nodiscard]] std::optional<Reply> ask(const Places &places, const Identity &identity, const Request &request);

}  // namespace virtual_recorder::attach
