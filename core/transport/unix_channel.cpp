// SPDX-License-Identifier: LGPL-2.1-or-later
// Connecting, and moving bytes without ever waiting for longer than agreed.
#include "transport/unix_channel.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace burnish {

namespace {

Error cannotConnect(const std::string &path, int error) {
    const std::string detail = "connect to " + path + ": " + std::strerror(error);
    struct stat info {};
    const bool isThere = ::stat(path.c_str(), &info) == 0;
    if (isThere && !S_ISSOCK(info.st_mode)) {
        return {status::E_NOT_A_RECORDER,
                path + " is no socket; virtual+unix: names the socket of a virtual recorder that is being served.",
                detail};
    }
    switch (error) {
        case EACCES:
        case EPERM:
            return {
                status::E_ACCESSDENIED,
                "You may not connect to the virtual recorder at " + path + "; it belongs to the user who serves it.",
                detail};
        case ENOENT:
        case ENOTDIR:
        case ECONNREFUSED:
            return {
                status::E_DEV_NOT_EXIST,
                "Nobody serves a virtual recorder at " + path + "; start one with: virtual-recorder serve SOCKET DISC",
                detail};
        default:
            return {status::E_FAIL, "The virtual recorder at " + path + " cannot be reached.", detail};
    }
}

}  // namespace

Result<UnixChannel> UnixChannel::connect(const std::string &path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        return Error(status::E_INVALIDARG, "The name of a socket has at most " +
                                               std::to_string(sizeof address.sun_path - 1) + " bytes; " + path +
                                               " has " + std::to_string(path.size()) + ".");
    }
    std::copy(path.begin(), path.end(), address.sun_path);
    UnixChannel channel(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (channel.socket_ < 0 ||
        ::connect(channel.socket_, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        return cannotConnect(path, errno);
    }
    return channel;
}

UnixChannel::UnixChannel(UnixChannel &&other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

UnixChannel::~UnixChannel() {
    close();
}

void UnixChannel::close() {
    if (socket_ >= 0) {
        ::close(std::exchange(socket_, -1));
    }
}

Error UnixChannel::broken(Status status, const std::string &why) {
    close();
    Error error = errorFromTable(status);
    error.detail = why;
    return error;
}

Result<void> UnixChannel::wait(short events, Deadline deadline) {
    if (socket_ < 0) {
        return broken(status::E_DEV_NOT_EXIST, "the connection has ended");
    }
    while (true) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        pollfd wait{socket_, events, 0};
        const int ready = ::poll(&wait, 1, static_cast<int>(std::clamp<std::int64_t>(left, 0, INT32_MAX)));
        if (ready > 0) {
            return {};
        }
        if (ready == 0) {
            return broken(status::E_RECORDER_COMMAND_TIMEOUT, "the server did not answer in time");
        }
        if (errno != EINTR) {
            return broken(status::E_DEV_NOT_EXIST, std::string("poll: ") + std::strerror(errno));
        }
    }
}

Result<void> UnixChannel::send(std::span<const std::uint8_t> bytes, Deadline deadline) {
    while (!bytes.empty()) {
        TRY(wait(POLLOUT, deadline));
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
        } else if (errno != EAGAIN && errno != EINTR) {
            return broken(status::E_DEV_NOT_EXIST, std::string("send: ") + std::strerror(errno));
        }
    }
    return {};
}

Result<void> UnixChannel::receive(std::span<std::uint8_t> bytes, Deadline deadline) {
    while (!bytes.empty()) {
        TRY(wait(POLLIN, deadline));
        const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got > 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(got));
        } else if (got == 0) {
            return broken(status::E_DEV_NOT_EXIST, "the server has gone");
        } else if (errno != EAGAIN && errno != EINTR) {
            return broken(status::E_DEV_NOT_EXIST, std::string("recv: ") + std::strerror(errno));
        }
    }
    return {};
}

}  // namespace burnish
