// SPDX-License-Identifier: LGPL-2.1-or-later
// A virtual recorder in another process, and a peer that only looks like one.
#pragma once

#include "disc.hpp"

#include <sys/types.h>

#include <string>
#include <thread>

namespace test {

// The program virtual-recorder with a disc of its own.
class ServedRecorder {
public:
    explicit ServedRecorder(const std::string &options = "");
    ~ServedRecorder();
    ServedRecorder(const ServedRecorder &) = delete;
    ServedRecorder &operator=(const ServedRecorder &) = delete;

    [[nodiscard]] std::string device() const { return "virtual+unix:" + socket_; }
    [[nodiscard]] std::string virtualDevice() const { return "virtual:" + disc_; }
    [[nodiscard]] const std::string &socket() const { return socket_; }
    [[nodiscard]] const Folder &folder() const { return folder_; }
    void end(int signal);  // and waits until it has ended
    [[nodiscard]] std::shared_ptr<burnish::Recorder> open() const;

private:
    Folder folder_;
    std::string socket_ = folder_.path() / "socket";
    std::string disc_ = folder_.path() / "disc";
    pid_t process_ = -1;
};

// Listens at a socket, sends these bytes to the first who connects, as soon as he has said something, and hangs up.
class FakeServer {
public:
    FakeServer(const std::string &socket, std::string answer);
    ~FakeServer();
    FakeServer(const FakeServer &) = delete;
    FakeServer &operator=(const FakeServer &) = delete;

private:
    int listener_;
    std::thread thread_;
};

}  // namespace test
