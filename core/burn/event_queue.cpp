// SPDX-License-Identifier: LGPL-2.1-or-later
// EventQueue: an eventfd that holds 1 while there are events, and nothing otherwise.
#include "burn/event_queue.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <string>

namespace burnish {

Result<std::unique_ptr<EventQueue>> EventQueue::create() {
    const int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) {
        return Error(status::E_FAIL,
                     "The system gives no descriptor for the job's events; close files that are not needed.",
                     std::string("eventfd: ") + std::strerror(errno));
    }
    return std::unique_ptr<EventQueue>(new EventQueue(fd));
}

// All memory is taken now: a push happens in the midst of a write.
EventQueue::EventQueue(int fd) : fd_(fd) {
    events_.reserve(Capacity);
}

EventQueue::~EventQueue() {
    close(fd_);
}

void EventQueue::push(const JobEvent &event) {
    const std::lock_guard lock(mutex_);
    if (events_.size() == Capacity) {
        makeRoom();
    }
    events_.push_back(event);
    if (events_.size() == 1) {
        (void)eventfd_write(fd_, 1);  // from 0 to 1, which cannot fail
    }
}

std::optional<JobEvent> EventQueue::pop() {
    const std::lock_guard lock(mutex_);
    if (events_.empty()) {
        return std::nullopt;
    }
    const JobEvent event = events_.front();
    events_.erase(events_.begin());
    if (events_.empty()) {
        eventfd_t value = 0;
        (void)eventfd_read(fd_, &value);  // back to 0
    }
    return event;
}

// The oldest event that another of the same action follows goes: every change of action stays, and the newest is new.
// Where each is another action, the oldest goes.
void EventQueue::makeRoom() {
    auto oldest = std::adjacent_find(events_.begin(), events_.end(), [](const JobEvent &one, const JobEvent &next) {
        return one.kind == next.kind && one.progress.action == next.progress.action;
    });
    if (oldest == events_.end()) {
        oldest = events_.begin();
    }
    std::next(oldest)->coalesced += oldest->coalesced + 1;
    events_.erase(oldest);
}

}  // namespace burnish
