// SPDX-License-Identifier: LGPL-2.1-or-later
// EventQueue: what a job has to tell, until its client asks. Bounded; the sender never waits.
#pragma once

#include "base/result.hpp"
#include "burn/write_control.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace burnish {

struct JobEvent {
    enum class Kind : std::int32_t { Progress = 1, Finished = 2 };

    Kind kind = Kind::Progress;
    DataProgress progress;         // of Progress
    Status status = status::S_OK;  // of Finished: how the write ended
    std::uint32_t coalesced = 0;   // earlier events that the full queue left out in favour of this one
};

class EventQueue {
public:
    static constexpr std::size_t Capacity = 64;

    [[nodiscard]] static Result<std::unique_ptr<EventQueue>> create();
    ~EventQueue();
    EventQueue(const EventQueue &) = delete;
    EventQueue &operator=(const EventQueue &) = delete;

    // From any thread.
    void push(const JobEvent &event);
    [[nodiscard]] std::optional<JobEvent> pop();
    // Readable (level-triggered) exactly while events are queued. For poll() and its like alone; never to be read.
    [[nodiscard]] int fd() const { return fd_; }

private:
    explicit EventQueue(int fd);
    void makeRoom();

    const int fd_;
    std::mutex mutex_;  // guards events_, and that the descriptor tells of them
    std::vector<JobEvent> events_;
};

}  // namespace burnish
