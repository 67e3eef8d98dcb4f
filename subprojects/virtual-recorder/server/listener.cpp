// SPDX-License-Identifier: LGPL-2.1-or-later
// Binding, also over the remains of a server that was killed.
#include "listener.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace virtual_recorder::server {

namespace {

std::string because(const std::string &path, int error) {
    return "The socket “" + path + "” cannot be made: " + std::generic_category().message(error) + ".";
}

int streamSocket() {
    return ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

bool bindTo(int socket, const sockaddr_un &address) {
    return ::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
}

// Whether nobody listens there any more.
bool isAbandoned(const sockaddr_un &address) {
    const int probe = streamSocket();
    const bool refused =
        ::connect(probe, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 && errno == ECONNREFUSED;
    ::close(probe);
    struct stat status {};
    return refused && ::lstat(address.sun_path, &status) == 0 && S_ISSOCK(status.st_mode);
}

bool bindOrReplace(int socket, const sockaddr_un &address) {
    if (bindTo(socket, address)) {
        return true;
    }
    const int error = errno;
    if (error == EADDRINUSE && isAbandoned(address)) {
        return ::unlink(address.sun_path) == 0 && bindTo(socket, address);
    }
    errno = error;
    return false;
}

}  // namespace

Listener::Listener(std::string path, int socket) : path_(std::move(path)), socket_(socket) {
    struct stat status {};
    if (::lstat(path_.c_str(), &status) == 0) {
        device_ = status.st_dev;
        inode_ = status.st_ino;
    }
}

std::unique_ptr<Listener> Listener::open(const std::string &path, std::string &message) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path) {
        message = "The socket's name must have from 1 to " + std::to_string(sizeof address.sun_path - 1) + " bytes; “" +
                  path + "” has " + std::to_string(path.size()) + ".";
        return nullptr;
    }
    std::copy(path.begin(), path.end(), address.sun_path);
    const int socket = streamSocket();
    if (socket < 0 || !bindOrReplace(socket, address) || ::listen(socket, SOMAXCONN) != 0) {
        message = errno == EADDRINUSE ? "“" + path + "” is there already; name another socket." : because(path, errno);
        if (socket >= 0) {
            ::close(socket);
        }
        return nullptr;
    }
    return std::unique_ptr<Listener>(new Listener(path, socket));
}

// Whoever has put another socket into its place keeps that.
Listener::~Listener() {
    struct stat status {};
    if (::lstat(path_.c_str(), &status) == 0 && status.st_dev == device_ && status.st_ino == inode_) {
        ::unlink(path_.c_str());
    }
    ::close(socket_);
}

int Listener::accept() {
    return ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
}

}  // namespace virtual_recorder::server
