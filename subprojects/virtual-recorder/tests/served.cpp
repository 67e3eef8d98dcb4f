// SPDX-License-Identifier: LGPL-2.1-or-later
// Processes and sockets for the tests of the server.
#include "served.hpp"

#include "check.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <sstream>

namespace test {

namespace {

// The program starts with signals as a terminal leaves them, whatever this process was started with.
[[noreturn]] void become(const std::vector<std::string> &arguments) {
    for (const int each : {SIGTERM, SIGINT, SIGHUP}) {
        ::signal(each, SIG_DFL);
    }
    const char *program = std::getenv("VIRTUAL_RECORDER");
    std::vector<char *> words{const_cast<char *>(program)};
    for (const auto &word : arguments) {
        words.push_back(const_cast<char *>(word.c_str()));
    }
    words.push_back(nullptr);
    if (program != nullptr) {
        ::execv(program, words.data());
    }
    ::_exit(127);
}

std::string readAll(int descriptor) {
    std::string text;
    std::array<char, 4096> buffer{};
    for (ssize_t got = 0; (got = ::read(descriptor, buffer.data(), buffer.size())) > 0;) {
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    ::close(descriptor);
    return text;
}

int statusOf(pid_t process) {
    int status = 0;
    EXPECT_EQ(::waitpid(process, &status, 0), process);
    return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Ended runProgram(const std::vector<std::string> &arguments) {
    std::array<int, 2> output{};
    std::array<int, 2> errors{};
    EXPECT(::pipe2(output.data(), O_CLOEXEC) == 0 && ::pipe2(errors.data(), O_CLOEXEC) == 0);
    const pid_t process = ::fork();
    if (process == 0) {
        ::dup2(output[1], STDOUT_FILENO);
        ::dup2(errors[1], STDERR_FILENO);
        become(arguments);
    }
    ::close(output[1]);
    ::close(errors[1]);
    Ended ended;
    ended.output = readAll(output[0]);
    ended.errors = readAll(errors[0]);
    ended.status = statusOf(process);
    return ended;
}

Served::Served(const std::string &socket, const std::string &disc, const std::string &log) {
    std::array<int, 2> output{};
    EXPECT(::pipe2(output.data(), O_CLOEXEC) == 0);
    process_ = ::fork();
    if (process_ == 0) {
        ::dup2(output[1], STDOUT_FILENO);
        log.empty() ? become({"serve", socket, disc}) : become({"serve", "--log", log, socket, disc});
    }
    ::close(output[1]);
    output_ = output[0];
    const std::string wanted = "ready: " + socket + "\n";
    std::string text(wanted.size(), ' ');
    for (std::size_t at = 0; at < text.size();) {
        const ssize_t got = ::read(output_, text.data() + at, text.size() - at);
        EXPECT(got > 0);
        at += static_cast<std::size_t>(got);
    }
    EXPECT_EQ(text, wanted);
}

Served::~Served() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    ::close(output_);
}

int Served::end(int signal) {
    EXPECT_EQ(::kill(process_, signal), 0);
    const pid_t process = process_;
    process_ = -1;
    return statusOf(process);
}

RawClient::RawClient(const std::string &socket) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy(socket.begin(), socket.end(), address.sun_path);
    const timeval patience{60, 0};  // against a hang
    EXPECT_EQ(::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
}

RawClient::~RawClient() {
    ::close(socket_);
}

void RawClient::send(const Bytes &bytes) {
    EXPECT_EQ(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
}

void RawClient::send(const std::string &hex) {
    std::istringstream in(hex);
    Bytes bytes;
    for (unsigned value = 0; in >> std::hex >> value;) {
        bytes.push_back(static_cast<std::uint8_t>(value));
    }
    send(bytes);
}

Bytes RawClient::receive(std::size_t length) {
    Bytes bytes(length);
    if (length > 0) {  // for nothing, recv() would wait as well
        EXPECT_EQ(::recv(socket_, bytes.data(), length, MSG_WAITALL), static_cast<ssize_t>(length));
    }
    return bytes;
}

bool RawClient::closed() {
    char byte = 0;
    return ::recv(socket_, &byte, 1, 0) <= 0;
}

Bytes RawClient::command(const std::string &cdb, std::uint32_t length) {
    Bytes request(16);
    request[0] = request[1] = 1;
    request[2] = length > 0 ? 1 : 0;
    request[3] = static_cast<std::uint8_t>((cdb.size() + 1) / 3);
    request[6] = 0x75;  // 30 s
    request[7] = 0x30;
    for (std::size_t i = 0; i < 4; ++i) {
        request[8 + i] = static_cast<std::uint8_t>(length >> (24 - 8 * i));
    }
    send(request);
    send(cdb);
    head = receive(16);
    const Bytes rest = receive(head[3] + get32(head, 8));
    return {rest.begin() + head[3], rest.end()};
}

}  // namespace test
