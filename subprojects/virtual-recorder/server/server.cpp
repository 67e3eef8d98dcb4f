// SPDX-License-Identifier: LGPL-2.1-or-later
// The loop around poll(2), and what each request does.
#include "server.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <vector>

namespace virtual_recorder::server {

namespace {

constexpr std::size_t MostClients = 64;  // more wait until one has gone

ByteView bytesOf(const std::string &text) {
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}

Result resultOf(Host host) {
    switch (host) {
        case Host::TimedOut:
            return Result::TimedOut;
        case Host::Gone:
            return Result::Gone;
        case Host::Delivered:
            break;
    }
    return Result::Answered;
}

}  // namespace

// A client that does not fetch its answers is not heard until it does.
bool Server::run(int stopDescriptor) {
    while (true) {
        std::vector<pollfd> waits{{stopDescriptor, POLLIN, 0},
                                  {clients_.size() < MostClients ? listener_.socket() : -1, POLLIN, 0}};
        for (const Connection &client : clients_) {
            waits.push_back({client.socket(), static_cast<short>(client.waiting() ? POLLOUT : POLLIN), 0});
        }
        if (::poll(waits.data(), waits.size(), -1) < 0) {
            if (errno == EINTR) {
                continue;
            }
            return false;
        }
        if (waits[0].revents != 0) {
            return true;
        }
        auto wait = waits.begin() + 2;
        for (auto client = clients_.begin(); client != clients_.end(); ++wait) {
            const bool stays = wait->revents == 0 || serve(*client, (wait->revents & (POLLIN | POLLHUP)) != 0);
            if (!stays && holder_ == &*client) {
                holder_ = nullptr;
            }
            client = stays ? std::next(client) : clients_.erase(client);
        }
        if (waits[1].revents != 0) {
            accept();
        }
    }
}

void Server::accept() {
    if (const int socket = listener_.accept(); socket >= 0) {
        clients_.emplace_back(socket);
    }
}

// False: the client goes.
bool Server::serve(Connection &client, bool readable) {
    if (!client.flush() || (readable && !client.waiting() && !client.receive())) {
        return false;
    }
    while (!client.waiting()) {
        auto message = client.next();
        if (!message) {
            break;
        }
        if (!client.send(carryOut(client, *message))) {
            return false;
        }
    }
    if (client.outOfStep()) {
        static_cast<void>(client.send(encode({.result = Result::NotUnderstood})));
        return false;
    }
    return true;
}

Bytes Server::carryOut(Connection &client, Message &message) {
    switch (message.header.operation) {
        case Operation::Command:
            return command(client, message);
        case Operation::TakeExclusive:
            return takeExclusive(client, message);
        case Operation::ReleaseExclusive:
            holder_ = holder_ == &client ? nullptr : holder_;
            return encode({});
        case Operation::AskHolder:
            break;
    }
    const std::string holder = holder_ != nullptr ? holder_->holderName() : "";
    return encode({.data = bytesOf(holder)});
}

Bytes Server::command(Connection &client, Message &message) {
    const Answer answer =
        recorder_.execute(message.cdb, message.header.direction, message.data, message.header.timeout);
    log_.write({.client = client.peer(),
                .cdb = message.cdb,
                .direction = message.header.direction,
                .length = message.data.size(),
                .timeout = message.header.timeout},
               answer);
    const std::size_t moved = std::min(answer.transferred, message.data.size());
    const bool answers = message.header.direction == Direction::FromDevice;
    return encode({.result = resultOf(answer.host),
                   .status = answer.status,
                   .residual = message.data.size() - moved,
                   .sense = ByteView(answer.sense).first(std::min(answer.senseLength, answer.sense.size())),
                   .data = ByteView(message.data).first(answers ? moved : 0)});
}

Bytes Server::takeExclusive(Connection &client, const Message &message) {
    if (holder_ != nullptr && holder_ != &client) {
        const std::string holder = holder_->holderName();
        return encode({.result = Result::InUse, .data = bytesOf(holder)});
    }
    client.setName({message.data.begin(), message.data.end()});
    holder_ = &client;
    return encode({});
}

}  // namespace virtual_recorder::server
