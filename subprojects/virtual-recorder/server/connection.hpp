// SPDX-License-Identifier: LGPL-2.1-or-later
// Connection: one client of the server, what it sent and what it has not fetched yet. Never blocks.
#pragma once

#include "protocol.hpp"

#include <optional>
#include <string>

namespace virtual_recorder::server {

struct Message {
    Header header;
    Bytes cdb;
    Bytes data;  // for ToDevice what was sent, for FromDevice room for the reply
};

class Connection {
public:
    explicit Connection(int socket);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] int socket() const { return socket_; }
    [[nodiscard]] const std::string &peer() const { return peer_; }  // "process 1234 (wodim)"

    // Takes in what has arrived. False: the client is gone.
    [[nodiscard]] bool receive();
    // The next request that is there as a whole.
    [[nodiscard]] std::optional<Message> next();
    // What came is no request of this protocol: nothing that follows can be understood.
    [[nodiscard]] bool outOfStep() const { return outOfStep_; }

    // Sends what the client takes now, and keeps the rest. False: the client is gone.
    [[nodiscard]] bool send(const Bytes &reply);
    [[nodiscard]] bool flush();
    [[nodiscard]] bool waiting() const { return sent_ < output_.size(); }

    // For holders of the drive.
    void setName(const std::string &name) { name_ = name; }
    [[nodiscard]] std::string holderName() const;

private:
    int socket_;
    long process_ = 0;
    std::string peer_;
    std::string name_;
    Bytes input_;
    Bytes output_;
    std::size_t sent_ = 0;
    bool outOfStep_ = false;
};

}  // namespace virtual_recorder::server
