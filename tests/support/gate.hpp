// SPDX-License-Identifier: LGPL-2.1-or-later
// Gate: holds a thread at a place of the test's choice, without sleeping.
#pragma once

#include <condition_variable>
#include <mutex>

namespace test {

class Gate {
public:
    // Waits until the gate is open.
    void pass() {
        std::unique_lock lock(mutex_);
        visited_ = true;
        changed_.notify_all();
        changed_.wait(lock, [this] { return open_; });
    }
    // Waits until somebody waits at the gate.
    void waitForVisitor() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return visited_; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        changed_.notify_all();
    }

private:
    std::mutex mutex_;  // guards all below
    std::condition_variable changed_;
    bool visited_ = false;
    bool open_ = false;
};

}  // namespace test
