// SPDX-License-Identifier: LGPL-2.1-or-later
// The program virtual-recorder under test: started as a process of its own, and spoken to in bytes.
#pragma once

#include "drive.hpp"

#include <sys/types.h>

#include <string>
#include <vector>

namespace test {

struct Ended {
    int status = -1;  // exit status, or minus the signal
    std::string output;
    std::string errors;
};

// Runs the program to its end.
[[nodiscard]] Ended runProgram(const std::vector<std::string> &arguments);

class Served {
public:
    // Waits until it is ready; the test fails where it does not become so.
    Served(const std::string &socket, const std::string &disc, const std::string &log = "");
    ~Served();
    Served(const Served &) = delete;
    Served &operator=(const Served &) = delete;

    [[nodiscard]] int end(int signal);  // its exit status, or minus the signal that ended it
    [[nodiscard]] pid_t process() const { return process_; }

private:
    pid_t process_ = -1;
    int output_ = -1;
};

// One connection, as a program in any language would make it.
class RawClient {
public:
    explicit RawClient(const std::string &socket);
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    void send(const Bytes &bytes);
    void send(const std::string &hex);  // "01 01 …"
    [[nodiscard]] Bytes receive(std::size_t length);
    [[nodiscard]] bool closed();  // the server has ended the connection
    // One command with the reply's data; the header of the reply stands in head.
    Bytes command(const std::string &cdb, std::uint32_t length);
    Bytes head;

private:
    int socket_;
};

}  // namespace test
