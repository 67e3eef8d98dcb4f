// SPDX-License-Identifier: LGPL-2.1-or-later
// Buffers between a client and the recorder.
#include "connection.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

namespace virtual_recorder::server {

namespace {

constexpr std::size_t ReadSize = 128U << 10;

std::string programOf(long process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/comm");
    std::string name;
    std::getline(file, name);
    return name;
}

std::string describe(long process, const std::string &name) {
    return "process " + std::to_string(process) + (name.empty() ? "" : " (" + name + ")");
}

}  // namespace

Connection::Connection(int socket) : socket_(socket) {
    ucred credentials{};
    socklen_t length = sizeof credentials;
    if (::getsockopt(socket_, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0) {
        process_ = credentials.pid;
    }
    peer_ = describe(process_, programOf(process_));
}

Connection::~Connection() {
    ::close(socket_);
}

std::string Connection::holderName() const {
    return name_.empty() ? peer_ : describe(process_, name_);
}

bool Connection::receive() {
    const std::size_t before = input_.size();
    input_.resize(before + ReadSize);
    const ssize_t got = ::recv(socket_, input_.data() + before, ReadSize, MSG_DONTWAIT);
    const int error = errno;
    input_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    return got > 0 || (got < 0 && (error == EAGAIN || error == EINTR));
}

std::optional<Message> Connection::next() {
    if (outOfStep_ || input_.size() < HeaderLength) {
        return std::nullopt;
    }
    const auto header = decodeHeader(std::span(input_).first<HeaderLength>());
    if (!header) {
        outOfStep_ = true;
        return std::nullopt;
    }
    const std::size_t whole = HeaderLength + header->following();
    if (input_.size() < whole) {
        return std::nullopt;
    }
    const auto cdb = input_.begin() + HeaderLength;
    const auto data = cdb + static_cast<std::ptrdiff_t>(header->cdbLength);
    Message message{*header, Bytes(cdb, data), {}};
    if (header->direction == Direction::ToDevice) {
        message.data.assign(data, data + static_cast<std::ptrdiff_t>(header->dataLength));
    } else {
        message.data.resize(header->dataLength);
    }
    input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(whole));
    return message;
}

bool Connection::send(const Bytes &reply) {
    output_.insert(output_.end(), reply.begin(), reply.end());
    return flush();
}

bool Connection::flush() {
    while (waiting()) {
        const ssize_t sent =
            ::send(socket_, output_.data() + sent_, output_.size() - sent_, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) {
            return errno == EAGAIN || errno == EINTR;
        }
        sent_ += static_cast<std::size_t>(sent);
    }
    output_.clear();
    sent_ = 0;
    return true;
}

}  // namespace virtual_recorder::server
