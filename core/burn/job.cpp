// SPDX-License-Identifier: LGPL-2.1-or-later
// Job: the thread, and what it shares with those who ask.
#include "burn/job.hpp"

#include <condition_variable>
#include <mutex>
#include <system_error>
#include <utility>

namespace burnish {

struct Job::State {
    explicit State(std::unique_ptr<EventQueue> queue) : events(std::move(queue)) {}

    const std::unique_ptr<EventQueue> events;
    mutable std::mutex mutex;  // guards all below; taken before the locks of cancel and of the queue
    std::condition_variable changed;
    std::function<Result<void>()> cancel;  // empty once there is nothing left to cancel
    std::optional<JobOutcome> outcome;     // set once

    void run(std::function<JobOutcome(const JobWork::Tell &)> work);
    void finish(JobOutcome what);
};

// The work's own things go before anybody hears of the end: then the drive, the stream and the recorder are free.
void Job::State::run(std::function<JobOutcome(const JobWork::Tell &)> work) {
    auto what = work([this](const DataProgress &progress) {
        JobEvent event;
        event.progress = progress;
        events->push(event);
    });
    std::function<Result<void>()> spent;
    {
        const std::lock_guard lock(mutex);
        spent.swap(cancel);
    }
    spent = nullptr;
    work = nullptr;
    finish(std::move(what));
}

// Outcome, state and event become visible as one.
void Job::State::finish(JobOutcome what) {
    JobEvent event;
    event.kind = JobEvent::Kind::Finished;
    event.status = what.result.ok() ? *what.result : what.result.error().status;
    const std::lock_guard lock(mutex);
    outcome.emplace(std::move(what));
    events->push(event);
    changed.notify_all();
}

Result<std::unique_ptr<Job>> Job::start(JobWork work) {
    TRY_ASSIGN(auto queue, EventQueue::create());
    auto state = std::make_shared<State>(std::move(queue));
    state->cancel = std::move(work.cancel);
    std::unique_ptr<Job> job(new Job(state));
    try {
        job->thread_ = std::thread([state, run = std::move(work.run)]() mutable { state->run(std::move(run)); });
    } catch (const std::system_error &error) {
        return Error(status::E_FAIL, "The system gives no thread for the job; end programs that are not needed.",
                     error.what());
    }
    return job;
}

// The last reference may go on the job's own thread, with what the work held: that thread cannot wait for itself, and
// nothing of it is needed any more.
Job::~Job() {
    if (!thread_.joinable()) {
        return;
    }
    (void)cancel();
    if (thread_.get_id() == std::this_thread::get_id()) {
        thread_.detach();
    } else {
        thread_.join();
    }
}

int Job::fd() const {
    return state_->events->fd();
}

std::optional<JobEvent> Job::nextEvent() {
    return state_->events->pop();
}

Status Job::cancel() {
    const std::lock_guard lock(state_->mutex);
    const bool heard = state_->cancel && state_->cancel().ok();
    return heard ? status::S_OK : status::S_WRITE_NOT_IN_PROGRESS;
}

bool Job::wait(std::optional<std::chrono::milliseconds> time) {
    std::unique_lock lock(state_->mutex);
    const auto finished = [this] { return state_->outcome.has_value(); };
    if (time) {
        return state_->changed.wait_for(lock, *time, finished);
    }
    state_->changed.wait(lock, finished);
    return true;
}

const JobOutcome *Job::outcome() const {
    const std::lock_guard lock(state_->mutex);
    return state_->outcome ? &*state_->outcome : nullptr;
}

}  // namespace burnish
