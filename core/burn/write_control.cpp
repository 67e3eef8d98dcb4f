// SPDX-License-Identifier: LGPL-2.1-or-later
// WriteControl: one flag, and whom to wake when it is set.
#include "burn/write_control.hpp"

#include <utility>

namespace burnish {

void WriteControl::reset() {
    cancelled_ = false;
}

// Lock order: control before whatever wake takes; a waiter only reads the atomic flag.
void WriteControl::cancel() {
    const std::lock_guard lock(mutex_);
    cancelled_ = true;
    if (wake_) {
        wake_();
    }
}

bool WriteControl::cancelled() const {
    return cancelled_;
}

void WriteControl::setWake(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

}  // namespace burnish
