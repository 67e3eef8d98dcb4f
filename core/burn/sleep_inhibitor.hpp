// SPDX-License-Identifier: LGPL-2.1-or-later
// SleepInhibitor: keeps the computer from going to sleep or being switched off, where logind runs.
#pragma once

#include <string>

namespace burnish {

class SleepInhibitor {
public:
    SleepInhibitor() = default;  // holds nothing
    // Never fails: held() tells. who, why: for people, as `systemd-inhibit --list` shows them.
    [[nodiscard]] static SleepInhibitor take(const std::string &who, const std::string &why);
    ~SleepInhibitor();
    SleepInhibitor(SleepInhibitor &&other) noexcept;
    SleepInhibitor &operator=(SleepInhibitor &&other) noexcept;

    [[nodiscard]] bool held() const { return lock_ >= 0; }

private:
    explicit SleepInhibitor(int lock) : lock_(lock) {}

    int lock_ = -1;  // logind's lock lasts as long as this descriptor
};

}  // namespace burnish
