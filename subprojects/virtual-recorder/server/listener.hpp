// SPDX-License-Identifier: LGPL-2.1-or-later
// Listener: the socket in the file system that clients connect to. It goes with this object.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

namespace virtual_recorder::server {

class Listener {
public:
    // Null, and a sentence for people, where there can be no socket. One that a killed server left behind is replaced.
    [[nodiscard]] static std::unique_ptr<Listener> open(const std::string &path, std::string &message);
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    [[nodiscard]] int socket() const { return socket_; }
    [[nodiscard]] int accept();  // -1 where nobody is there any more

private:
    Listener(std::string path, int socket);

    std::string path_;
    int socket_;
    dev_t device_ = 0;
    ino_t inode_ = 0;
};

}  // namespace virtual_recorder::server
