// SPDX-License-Identifier: LGPL-2.1-or-later
// Starting and ending the program virtual-recorder.
#include "served_recorder.hpp"

#include "check.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>

namespace test {

namespace {

// Until it says that it is ready.
bool becomesReady(int output) {
    std::string said;
    for (char byte = 0; ::read(output, &byte, 1) == 1;) {
        said += byte;
        if (byte == '\n') {
            return said.starts_with("ready: ");
        }
    }
    return false;
}

}  // namespace

ServedRecorder::ServedRecorder(const std::string &options) {
    const char *program = std::getenv("VIRTUAL_RECORDER");
    EXPECT(program != nullptr);
    std::array<int, 2> output{};
    EXPECT_EQ(::pipe2(output.data(), O_CLOEXEC), 0);
    const std::string disc = disc_ + (options.empty() ? "" : "?" + options);
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(output[1], STDOUT_FILENO);
        ::execl(program, program, "serve", socket_.c_str(), disc.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(output[1]);
    const bool ready = becomesReady(output[0]);
    ::close(output[0]);
    EXPECT(ready);
}

ServedRecorder::~ServedRecorder() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
}

void ServedRecorder::end(int signal) {
    EXPECT_EQ(::kill(process_, signal), 0);
    EXPECT_EQ(::waitpid(process_, nullptr, 0), process_);
    process_ = -1;
}

std::shared_ptr<burnish::Recorder> ServedRecorder::open() const {
    auto recorder = burnish::Recorder::open(device());
    EXPECT_OK(recorder);
    return std::move(*recorder);
}

FakeServer::FakeServer(const std::string &socket, std::string answer)
    : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy(socket.begin(), socket.end(), address.sun_path);
    EXPECT_EQ(::bind(listener_, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    thread_ = std::thread([this, answer = std::move(answer)] {
        const int client = ::accept(listener_, nullptr, nullptr);
        std::array<char, 256> heard{};
        if (::recv(client, heard.data(), heard.size(), 0) > 0) {
            static_cast<void>(::send(client, answer.data(), answer.size(), MSG_NOSIGNAL));
        }
        ::close(client);
    });
}

FakeServer::~FakeServer() {
    thread_.join();
    ::close(listener_);
}

}  // namespace test
