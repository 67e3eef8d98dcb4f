// SPDX-License-Identifier: LGPL-2.1-or-later
// Bridge: takes the kernel's commands out of the ring, has them carried out, and waits as the kernel must wait. It
// works on a thread of its own, for as long as it exists.
#pragma once

#include "ring.hpp"
#include "shared_memory.hpp"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace virtual_recorder::attach {

using CarryOut =
    std::function<Answer(std::span<const std::uint8_t> cdb, Direction direction, std::span<std::uint8_t> data)>;

// A drive that is there no more: it refuses everything.
[[nodiscard]] Answer answerOfNobody();

class Bridge {
public:
    // Null, and a sentence for people, where the device cannot be served. carryOut is called on the bridge's thread.
    [[nodiscard]] static std::unique_ptr<Bridge> start(std::unique_ptr<SharedMemory> memory, CarryOut carryOut,
                                                       std::string &message);
    ~Bridge();
    Bridge(const Bridge &) = delete;
    Bridge &operator=(const Bridge &) = delete;

    // From now on nothing is carried out and nothing waited for, but everything is answered: the kernel can let go.
    void refuseAll();
    // Can be read from once the drive is gone, or the ring broken: the device is of no use any more.
    [[nodiscard]] int goneDescriptor() const { return gone_; }

private:
    Bridge(std::unique_ptr<SharedMemory> memory, Ring ring, CarryOut carryOut);

    enum class Mode : std::uint8_t { Serve, Refuse, Stop };
    enum class Waited : std::uint8_t { Elapsed, GivenUp, Refusing };

    void run();
    void serve(const Command &command);
    void finish(const Answer &answer, std::span<const std::uint8_t> data);
    [[nodiscard]] Answer carryOut(const Command &command);
    [[nodiscard]] Waited wait(std::chrono::nanoseconds time);
    void pause(int milliseconds);
    void setMode(Mode mode);
    void tellGone() const;

    std::unique_ptr<SharedMemory> memory_;
    Ring ring_;
    CarryOut carryOut_;
    int wake_;
    int gone_;
    std::atomic<Mode> mode_ = Mode::Serve;
    std::vector<std::uint8_t> data_;
    std::thread thread_;
};

}  // namespace virtual_recorder::attach
