// SPDX-License-Identifier: LGPL-2.1-or-later
// logind's inhibitor locks, asked for over the system bus.
#include "burn/sleep_inhibitor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdint>
#include <utility>

#ifdef BURNISH_LOGIND
#include <systemd/sd-bus.h>
#endif

namespace burnish {

namespace {

#ifdef BURNISH_LOGIND

// Longer than logind ever takes, and short enough for somebody who waits for his disc.
constexpr std::uint64_t PatienceMicroseconds = 2'000'000;
// A shutdown or an idle machine's sleep would spoil the disc just as well.
constexpr const char *What = "sleep:shutdown:idle";

// A descriptor, or -1. A bus of our own: the program may have one in use, on whatever thread. logind is not started
// where it does not run, and nobody is asked for a password.
int takeLock(const std::string &who, const std::string &why) {
    sd_bus *bus = nullptr;
    sd_bus_message *call = nullptr;
    sd_bus_message *reply = nullptr;
    int lock = -1;
    if (sd_bus_open_system(&bus) >= 0 &&
        sd_bus_message_new_method_call(bus, &call, "org.freedesktop.login1", "/org/freedesktop/login1",
                                       "org.freedesktop.login1.Manager", "Inhibit") >= 0 &&
        sd_bus_message_set_auto_start(call, 0) >= 0 &&
        sd_bus_message_append(call, "ssss", What, who.c_str(), why.c_str(), "block") >= 0 &&
        sd_bus_call(bus, call, PatienceMicroseconds, nullptr, &reply) >= 0) {
        int received = -1;  // the message's own
        if (sd_bus_message_read(reply, "h", &received) > 0) {
            lock = ::fcntl(received, F_DUPFD_CLOEXEC, 0);
        }
    }
    sd_bus_message_unref(reply);
    sd_bus_message_unref(call);
    sd_bus_close_unref(bus);
    return lock;
}

#else

int takeLock(const std::string &, const std::string &) {
    return -1;
}

#endif

}  // namespace

SleepInhibitor SleepInhibitor::take(const std::string &who, const std::string &why) {
    return SleepInhibitor(takeLock(who, why));
}

SleepInhibitor::~SleepInhibitor() {
    if (lock_ >= 0) {
        ::close(lock_);
    }
}

SleepInhibitor::SleepInhibitor(SleepInhibitor &&other) noexcept : lock_(std::exchange(other.lock_, -1)) {}

SleepInhibitor &SleepInhibitor::operator=(SleepInhibitor &&other) noexcept {
    std::swap(lock_, other.lock_);
    return *this;
}

}  // namespace burnish
