// SPDX-License-Identifier: LGPL-2.1-or-later
// Lines of JSON over a Unix socket.
#include "control.hpp"

#include "run_folder.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace virtual_recorder::attach {

namespace {

using nlohmann::json;

constexpr std::size_t LongestLine = 64 << 10;
constexpr time_t ClientSpeaksWithin = 5;   // seconds
constexpr time_t AnswerComesWithin = 120;  // the kernel may take its time to let go of a device
constexpr std::array<std::pair<Wish, const char *>, 4> Wishes = {
    {{Wish::Describe, "describe"}, {Wish::Press, "press"}, {Wish::Insert, "insert"}, {Wish::Detach, "detach"}}};

void waitAtMost(int socket, time_t seconds) {
    const timeval time{seconds, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

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

void sendLine(int socket, const json &value) {
    const std::string line = value.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    static_cast<void>(::send(socket, line.data(), line.size(), MSG_NOSIGNAL));
}

std::string text(const json &object, const char *key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool flag(const json &object, const char *key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

json parsed(const std::string &line) {
    return json::parse(line, nullptr, false);
}

// Of the process at the other end.
std::string processOf(int socket) {
    ucred credentials{};
    socklen_t length = sizeof credentials;
    ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &length);
    return std::to_string(credentials.pid);
}

Reply replyFrom(const json &object) {
    return {.done = flag(object, "done"),
            .message = text(object, "message"),
            .block = text(object, "block"),
            .generic = text(object, "generic"),
            .disc = text(object, "disc")};
}

}  // namespace

ControlClient::~ControlClient() {
    if (socket_ >= 0) {
        ::close(socket_);
    }
}

std::optional<Request> ControlClient::receive() const {
    waitAtMost(socket_, ClientSpeaksWithin);
    const json object = parsed(receiveLine(socket_));
    if (!object.is_object()) {
        return std::nullopt;
    }
    const auto wish =
        std::find_if(Wishes.begin(), Wishes.end(), [&](const auto &each) { return each.second == text(object, "do"); });
    if (wish == Wishes.end()) {
        return std::nullopt;
    }
    return Request{wish->first, text(object, "disc"), text(object, "folder"), flag(object, "force")};
}

void ControlClient::answer(const Reply &reply) const {
    sendLine(socket_, {{"done", reply.done},
                       {"message", reply.message},
                       {"block", reply.block},
                       {"generic", reply.generic},
                       {"disc", reply.disc}});
}

std::optional<Reply> ask(const Places &places, const Identity &identity, const Request &request) {
    const std::string path = socketOf(places, identity);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        return std::nullopt;
    }
    std::copy(path.begin(), path.end(), address.sun_path);
    const ControlClient connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int socket = connection.socket();
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        return std::nullopt;
    }
    waitAtMost(socket, AnswerComesWithin);
    const auto *wish =
        std::find_if(Wishes.begin(), Wishes.end(), [&](auto &each) { return each.first == request.wish; });
    sendLine(socket,
             {{"do", wish->second}, {"disc", request.disc}, {"folder", request.folder}, {"force", request.force}});
    const json object = parsed(receiveLine(socket));
    if (!object.is_object()) {
        const std::string process = processOf(socket);
        return Reply{.message = identity.name() + " does not answer. End its process, kill -KILL " + process +
                                ", and then: virtual-recorder detach " + identity.name()};
    }
    char rest = 0;
    while (::recv(socket, &rest, 1, 0) > 0) {
    }
    return replyFrom(object);
}

}  // namespace virtual_recorder::attach
