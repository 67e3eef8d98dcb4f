// SPDX-License-Identifier: LGPL-2.1-or-later
// Server: a recorder behind a Unix socket. Many clients may be connected, as many programs may open a device node;
// their commands are carried out one after another, and one of them at a time may hold the drive exclusively.
#pragma once

#include "command_log.hpp"
#include "connection.hpp"
#include "listener.hpp"

#include <list>
#include <memory>

namespace virtual_recorder::server {

class Server {
public:
    Server(Recorder &recorder, Listener &listener, CommandLog &log)
        : recorder_(recorder), listener_(listener), log_(log) {}

    // Serves until the descriptor can be read from. False, and errno set, where it cannot wait any more.
    [[nodiscard]] bool run(int stopDescriptor);

private:
    [[nodiscard]] bool serve(Connection &client, bool readable);
    [[nodiscard]] Bytes carryOut(Connection &client, Message &message);
    [[nodiscard]] Bytes command(Connection &client, Message &message);
    [[nodiscard]] Bytes takeExclusive(Connection &client, const Message &message);
    void accept();

    Recorder &recorder_;
    Listener &listener_;
    CommandLog &log_;
    std::list<Connection> clients_;
    const Connection *holder_ = nullptr;
};

}  // namespace virtual_recorder::server
