// SPDX-License-Identifier: LGPL-2.1-or-later
// A stand-in for Linux in tests: a machine with one device node.
#pragma once

#include "check.hpp"
#include "transport/sg_system.hpp"

#include <fcntl.h>

#include <cerrno>
#include <functional>
#include <set>

namespace test {

// A machine with one node.
class FakeSystem final : public burnish::SgSystem {
public:
    burnish::NodeKind kind = burnish::NodeKind::BlockDevice;
    std::set<int> descriptors;
    std::vector<int> flagsSeen;
    int openErrorReadWrite = 0;
    int openErrorReadOnly = 0;
    int openErrorExclusive = 0;
    std::vector<std::string> mounts;
    std::vector<std::string> programs;
    int unmountError = 0;
    std::vector<std::string> unmounted;
    std::size_t largest = 0;
    burnish::NodeRights rights;
    bool speaksScsi = true;
    int lockError = 0;
    std::set<int> locked;
    std::function<burnish::SgOutcome(const burnish::mmc::Command &, std::span<std::uint8_t>)> answer;

    burnish::NodeKind kindOf(const std::string &) override { return kind; }
    int open(const std::string &, int flags) override {
        flagsSeen.push_back(flags);
        const bool exclusive = (flags & O_EXCL) != 0;
        const bool readWrite = (flags & O_ACCMODE) == O_RDWR;
        const int mounted = exclusive && !mounts.empty() ? EBUSY : 0;
        const int error = mounted != 0 ? mounted
                          : exclusive  ? openErrorExclusive
                          : readWrite  ? openErrorReadWrite
                                       : openErrorReadOnly;
        if (error != 0) {
            return -error;
        }
        descriptors.insert(++last_);
        return last_;
    }
    void close(int descriptor) override {
        EXPECT_EQ(descriptors.erase(descriptor), 1U);
        locked.erase(descriptor);
    }
    int lock(int descriptor) override {
        EXPECT(descriptors.contains(descriptor));
        if (lockError == 0) {
            locked.insert(descriptor);
        }
        return -lockError;
    }
    burnish::SgOutcome execute(int descriptor, const burnish::mmc::Command &command,
                               std::span<std::uint8_t> data) override {
        EXPECT(descriptors.contains(descriptor));
        return answer ? answer(command, data) : burnish::SgOutcome{};
    }
    burnish::NodeRights rightsOf(const std::string &) override { return rights; }
    bool takesCommands(int) override { return speaksScsi; }
    std::size_t largestTransfer(int) override { return largest; }
    std::vector<std::string> mountPoints(const std::string &) override { return mounts; }
    std::vector<std::string> processes(const std::string &) override { return programs; }
    int unmount(const std::string &point) override {
        if (unmountError == 0) {
            unmounted.push_back(point);
            std::erase(mounts, point);
        }
        return -unmountError;
    }

private:
    int last_ = 10;
};

}  // namespace test
