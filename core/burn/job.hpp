// SPDX-License-Identifier: LGPL-2.1-or-later
// Job: one write on a thread of its own, with its events in a queue.
#pragma once

#include "burn/event_queue.hpp"
#include "burn/report.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace burnish {

// What came of a write.
struct JobOutcome {
    Result<Status> result;
    std::shared_ptr<const Report> report;
};

// What to do. Both go, with all that they hold, when the write is over and before the job says so.
struct JobWork {
    using Tell = std::function<void(const DataProgress &)>;

    std::function<JobOutcome(const Tell &)> run;  // on the job's thread; must not throw
    std::function<Result<void>()> cancel;         // on any thread, while run() runs; fails where it is too late
};

class Job {
public:
    [[nodiscard]] static Result<std::unique_ptr<Job>> start(JobWork work);
    // Cancels where it still runs, and waits. Not from what run() waits for, such as a stream's callback.
    ~Job();
    Job(const Job &) = delete;
    Job &operator=(const Job &) = delete;

    // All from any thread.
    [[nodiscard]] int fd() const;
    [[nodiscard]] std::optional<JobEvent> nextEvent();
    // S_OK, or S_WRITE_NOT_IN_PROGRESS where it comes too late.
    Status cancel();
    // Until the job has finished; false where the time was over first. Without a time: as long as it takes.
    [[nodiscard]] bool wait(std::optional<std::chrono::milliseconds> time = std::nullopt);
    // nullptr while it runs; then as long as the job lives.
    [[nodiscard]] const JobOutcome *outcome() const;

private:
    struct State;

    explicit Job(std::shared_ptr<State> state) : state_(std::move(state)) {}

    std::shared_ptr<State> state_;  // the thread's too
    std::thread thread_;
};

}  // namespace burnish
