// SPDX-License-Identifier: LGPL-2.1-or-later
// What libcdio does not say, found out. It tells of a command that it succeeded, also where only the adapter failed and
// no drive ever answered; how many bytes came is not said, and a command that ran out of time looks like any other.
#include "transport/cdio_system.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>

namespace burnish {

namespace {

constexpr const char *Carrier = "libcdio";
// Its interface carries no more, and always this many.
constexpr std::size_t CdbBytes = 12;
constexpr std::uint8_t CheckCondition = 0x02;
// A reply that ends in fewer bytes of the pattern than this ends so by chance.
constexpr std::size_t SmallestGap = 4;
// Buffers that begin and end on pages are used where they lie; others are copied, and the copy comes back as zeros.
constexpr std::size_t PageBytes = 4096;

// libcdio passes a number of milliseconds on as it is; Linux takes it for ticks of 1/100 s.
unsigned ticksOf(std::chrono::milliseconds timeout) {
    return static_cast<unsigned>((std::max<std::int64_t>(timeout.count(), 0) + 9) / 10);
}

// Commands whose replies are never all zeros: they begin with a length, a type or a code.
bool neverAnswersZeros(std::uint8_t operation) {
    constexpr std::array<std::uint8_t, 12> Operations{0x03, 0x12, 0x1A, 0x43, 0x46, 0x4A,
                                                      0x51, 0x52, 0x5A, 0x5C, 0xAC, 0xAD};
    return std::find(Operations.begin(), Operations.end(), operation) != Operations.end();
}

// Bytes that no reply has by accident; others for each command.
void fillPattern(std::span<std::uint8_t> buffer, std::uint32_t &state) {
    for (auto &byte : buffer) {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        byte = static_cast<std::uint8_t>(state >> 11);
    }
}

// Bytes at the end that nobody wrote to.
std::size_t untouched(std::span<const std::uint8_t> buffer, std::uint32_t patternBefore) {
    std::vector<std::uint8_t> pattern(buffer.size());
    fillPattern(pattern, patternBefore);
    const auto [last, unused] = std::mismatch(buffer.rbegin(), buffer.rend(), pattern.rbegin());
    const auto count = static_cast<std::size_t>(last - buffer.rbegin());
    return count >= SmallestGap ? count : 0;
}

bool allZeros(std::span<const std::uint8_t> buffer) {
    return std::all_of(buffer.begin(), buffer.end(), [](std::uint8_t byte) { return byte == 0; });
}

SgOutcome failedWith(int error) {
    SgOutcome outcome;
    outcome.carrier = Carrier;
    outcome.error = error;
    return outcome;
}

struct Free {
    void operator()(std::uint8_t *bytes) const { std::free(bytes); }
};

}  // namespace

CdioSystem::CdioSystem(SgSystem &system, CdioLibrary &library, Clock &clock)
    : system_(system), library_(library), clock_(clock) {}

CdioSystem::~CdioSystem() {
    for (const auto &[descriptor, handle] : handles_) {
        library_.close(handle);
    }
}

// The node is opened beside libcdio's own descriptor: that says truthfully why it cannot be, and is what is locked
// against media events. Trying to hold it, without access to write, is a question only.
int CdioSystem::open(const std::string &path, int flags) {
    int descriptor = system_.open(path, flags);
    const bool exclusive = (flags & O_EXCL) != 0;
    const bool writes = (flags & O_ACCMODE) == O_RDWR;
    if (descriptor < 0 || (exclusive && !writes)) {
        return descriptor;
    }
    if (exclusive) {  // given back for libcdio to take
        system_.close(descriptor);
        descriptor = -1;
    }
    const auto handle = library_.open(path, exclusive ? "MMC_RDWR_EXCL" : writes ? "MMC_RDWR" : "IOCTL");
    if (exclusive && handle != nullptr) {
        descriptor = system_.open(path, O_RDWR);
    }
    if (handle == nullptr || descriptor < 0) {
        if (handle != nullptr) {
            library_.close(handle);
        }
        if (descriptor >= 0) {
            system_.close(descriptor);
        }
        return exclusive ? -EBUSY : -EIO;
    }
    const std::lock_guard lock(mutex_);
    handles_[descriptor] = handle;
    return descriptor;
}

void CdioSystem::close(int descriptor) {
    CdioLibrary::Handle handle = nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = handles_.find(descriptor); found != handles_.end()) {
            handle = found->second;
            handles_.erase(found);
        }
    }
    if (handle != nullptr) {
        library_.close(handle);
    }
    system_.close(descriptor);
}

CdioLibrary::Handle CdioSystem::handleOf(int descriptor) const {
    const std::lock_guard lock(mutex_);
    const auto found = handles_.find(descriptor);
    return found != handles_.end() ? found->second : nullptr;
}

SgOutcome CdioSystem::execute(int descriptor, const mmc::Command &command, std::span<std::uint8_t> data) {
    const auto handle = handleOf(descriptor);
    if (handle == nullptr) {
        return failedWith(EBADF);
    }
    if (command.length > CdbBytes) {
        return failedWith(EOPNOTSUPP);
    }
    return command.direction == mmc::Direction::FromDevice && !data.empty() ? receive(handle, command, data)
                                                                            : send(handle, command, data);
}

// A command that took all of its time is one that ran out of it, whatever libcdio says.
SgOutcome CdioSystem::send(CdioLibrary::Handle handle, const mmc::Command &command, std::span<std::uint8_t> data) {
    const auto start = clock_.now();
    errno = 0;
    const auto result = library_.run(handle, ticksOf(command.timeout), command, data);
    const int error = errno;
    const bool late = clock_.now() - start >= command.timeout;
    SgOutcome outcome;
    outcome.carrier = Carrier;
    const auto sense = library_.lastSense(handle);
    if (result != CdioLibrary::Outcome::Success && !sense.empty()) {
        outcome.status = CheckCondition;
        outcome.senseLength = std::min(sense.size(), outcome.sense.size());
        std::copy_n(sense.begin(), outcome.senseLength, outcome.sense.begin());
        outcome.residual = static_cast<std::int32_t>(data.size());
        return outcome;
    }
    if (late) {
        outcome.error = ETIMEDOUT;
    } else if (result == CdioLibrary::Outcome::NotPermitted) {
        outcome.error = EPERM;
    } else if (result != CdioLibrary::Outcome::Success) {
        outcome.error = error != 0 ? error : EIO;
    }
    return outcome;
}

// The buffer is filled with a pattern first: where it is still there, nothing came.
SgOutcome CdioSystem::receive(CdioLibrary::Handle handle, const mmc::Command &command, std::span<std::uint8_t> data) {
    const std::size_t room = (data.size() + PageBytes - 1) / PageBytes * PageBytes;
    const std::unique_ptr<std::uint8_t, Free> pages(static_cast<std::uint8_t *>(std::aligned_alloc(PageBytes, room)));
    if (!pages) {
        return failedWith(ENOMEM);
    }
    const std::span<std::uint8_t> buffer(pages.get(), data.size());
    const std::uint32_t before = pattern_;
    fillPattern(buffer, pattern_);
    SgOutcome outcome = send(handle, command, buffer);
    if (outcome.error != 0 || outcome.status != 0) {
        return outcome;
    }
    const std::size_t missing = untouched(buffer, before);
    if (missing == buffer.size() || (neverAnswersZeros(command.cdb[0]) && allZeros(buffer))) {
        return failedWith(ENODATA);
    }
    std::copy(buffer.begin(), buffer.end() - static_cast<std::ptrdiff_t>(missing), data.begin());
    outcome.residual = static_cast<std::int32_t>(missing);
    return outcome;
}

}  // namespace burnish
