// SPDX-License-Identifier: LGPL-2.1-or-later
// Lines of JSON over a Unix socket.
#include "control.hpp"

#include "run_folder.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace virtual_recorder::attach {

namespace {

constexpr std::size_t LongestLine = 64 << 10;
constexpr time_t PatienceInSeconds = 5;  // of an attachment with a client that says nothing

// Up to the end of a line, or of the connection.
std::string receiveLine(int socket) {
    std::string line;
    std::array<char, 4096> buffer{};
    while (line.size() < LongestLine && !line.ends_with('\n')) {
        const ssize_t got = ::recv(socket, buffer.data(), buffer.size(), 0);
        if (got <= 0) {
            break;
        }
        line.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return line;
}

void sendLine(int socket, const nlohmann::json &value) {
    const std::string line = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    static_cast<void>(::send(socket, line.data(), line.size(), MSG_NOSIGNAL));
}

std::optional<nlohmann::json> parsed(const std::string &line) {
    auto value = nlohmann::json::parse(line, nullptr, false);
    return value.is_object() ? std::optional(std::move(value)) : std::nullopt;
}

}  // namespace

Reply reply(bool done, const std::string &message) {
    return {{"done", done}, {"message", message}};
}

ControlClient::~ControlClient() {
    if (socket_ >= 0) {
        ::close(socket_);
    }
}

std::optional<Request> ControlClient::receive() {
    const timeval patience{PatienceInSeconds, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    return parsed(receiveLine(socket_));
}

void ControlClient::answer(const Reply &reply) const {
    sendLine(socket_, reply);
}

std::optional<Reply> ask(const Places &places, const Identity &identity, const Request &request) {
    const std::string path = socketOf(places, identity);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        return std::nullopt;
    }
    std::copy(path.begin(), path.end(), address.sun_path);
    const ControlClient closes(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int socket = closes.descriptor();
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        return std::nullopt;
    }
    sendLine(socket, request);
    auto answer = parsed(receiveLine(socket));
    char rest = 0;
    while (::recv(socket, &rest, 1, 0) > 0) {
    }
    return answer ? answer : reply(false, "The attached recorder has ended before it could answer.");
}

}  // namespace virtual_recorder::attach
